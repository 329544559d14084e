<?php
class Template
{
    public static function show(string $name, array $values): string
    {
        extract($values);
        ob_start();
        include __DIR__ . "/../templates/$name.phtml";
        return ob_get_clean();
    }
}
