<?php
spl_autoload_register(function ($class) {
    require __DIR__ . '/../src/' . str_replace('\\', '/', $class) . '.php';
});

$routes = ['/' => 'Home', '/about' => 'About', '/export' => 'Export', '/fetch' => 'Fetch', '/picture' => 'Picture',
           '/date' => 'Date', '/when' => 'When', '/search' => 'Search'];
$name = $routes[parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)] ?? 'Missing';
$page = 'Page\\' . $name;
echo (new $page())->render($_GET);
