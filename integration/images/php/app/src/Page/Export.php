<?php
namespace Page;

class Export
{
    public function render(array $query): string
    {
        $items = \Items::all();
        switch ($query['as'] ?? 'json') {
            case 'csv':
                $lines = array_map(fn($item) => implode(',', $item) . "\n", $items);
                return iconv('UTF-8', $query['encoding'] ?? 'UTF-8', implode('', $lines));
            case 'xml':
                $document = new \DOMDocument();
                $root = $document->appendChild($document->createElement('items'));
                foreach ($items as $item) {
                    $root->appendChild($document->createElement('item', $item['name']));
                }
                return $document->saveXML();
            case 'yaml':
                return yaml_emit($items);
            default:
                return json_encode($items, JSON_UNESCAPED_UNICODE);
        }
    }
}
