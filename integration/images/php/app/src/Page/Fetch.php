<?php
namespace Page;

class Fetch
{
    public function render(array $query): string
    {
        file_get_contents($query['url']);
        return $http_response_header[0];
    }
}
