<?php
namespace Page;

class Date
{
    public function render(array $query): string
    {
        $format = new \IntlDateFormatter($query['locale'], \IntlDateFormatter::LONG, \IntlDateFormatter::NONE, 'UTC');
        return $format->format(0);
    }
}
