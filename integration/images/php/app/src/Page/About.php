<?php
namespace Page;

class About
{
    public function render(array $query): string
    {
        return \Template::show('about', ['price' => (new \Price(250))->text()]);
    }
}
