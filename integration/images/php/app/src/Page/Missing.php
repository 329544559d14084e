<?php
namespace Page;

class Missing
{
    public function render(array $query): string
    {
        http_response_code(404);
        return \Template::show('missing', []);
    }
}
