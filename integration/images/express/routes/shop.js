const router = require('express').Router();
const items = [{ id: 1, name: 'kettle' }, { id: 2, name: '急須' }];

router.get('/items', (request, response) => response.render('items', { items }));
router.get('/items.csv', (request, response) => {
  const { stringify } = require('csv-stringify/sync');
  response.type('csv').send(stringify(items));
});
router.get('/invoice', (request, response) => response.send(require('../lib/invoice').total(items)));
router.post('/password', async (request, response) => {
  const { hash, verify } = require('argon2');
  response.json(await verify(await hash(request.body.password), request.body.password));
});
router.get('/order', async (request, response) => {
  const { nanoid } = await import('nanoid');
  response.send(nanoid());
});
router.get('/date', (request, response) => {
  const { locale, zone } = request.query;
  response.send(new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'long', timeStyle: 'short' }).format(0));
});
router.get('/fetch', (request, response, next) => {
  require('https').get(request.query.url, (answer) => response.send(`${answer.statusCode}`)).on('error', next);
});
router.get('/sum', (request, response, next) => {
  const { Worker } = require('worker_threads');
  const path = require('path');
  new Worker(path.join(__dirname, '..', 'workers', 'sum.js'), { workerData: items.map((item) => item.id) })
    .once('message', (sum) => response.send(`${sum}`)).once('error', next);
});
router.get('/fail', () => { throw new Error('on purpose'); });

module.exports = router;
