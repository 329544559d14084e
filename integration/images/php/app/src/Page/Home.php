<?php
namespace Page;

class Home
{
    public function render(array $query): string
    {
        return \Template::show('home', ['items' => \Items::all()]);
    }
}
