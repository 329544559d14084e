<?php
namespace Page;

class Search
{
    public function render(array $query): string
    {
        $database = new \PDO('sqlite::memory:');
        $database->exec('create virtual table items using fts5(name)');
        $insert = $database->prepare('insert into items values (?)');
        foreach (\Items::all() as $item) {
            $insert->execute([$item['name']]);
        }
        $found = $database->prepare('select name from items where items match ?');
        $found->execute([$query['for']]);
        return (string) $found->fetchColumn();
    }
}
