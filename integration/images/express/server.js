const express = require('express');
const app = express();

app.set('view engine', 'ejs');
app.use(express.json());
app.use(express.text());
app.use(express.static('public'));
app.get('/hello/:name', (request, response) => response.json({ hello: request.params.name }));
app.post('/echo', (request, response) => response.json(request.body));
app.get('/late', (request, response) => response.send(require('zlib').gzipSync('late').toString('base64')));
app.use('/shop', require('./routes/shop'));
app.use((error, request, response, next) => response.status(500).sendFile('error.html', { root: 'views' }));

const server = app.listen(3000, () => console.log('listening on 3000'));
process.on('SIGTERM', () => server.close());
