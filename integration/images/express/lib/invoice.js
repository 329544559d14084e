const rates = require('./rates.json');

exports.total = (items) => (19.9 * items.length * (1 + rates.normal)).toFixed(2);
