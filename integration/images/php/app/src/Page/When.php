<?php
namespace Page;

class When
{
    public function render(array $query): string
    {
        return (new \DateTime('@0'))->setTimezone(new \DateTimeZone($query['zone']))->format('c');
    }
}
