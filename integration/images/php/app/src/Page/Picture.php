<?php
namespace Page;

class Picture
{
    public function render(array $query): string
    {
        $image = imagecreatetruecolor(16, 16);
        header('Content-Type: application/octet-stream');
        ob_start();
        ['png' => 'imagepng', 'jpeg' => 'imagejpeg', 'webp' => 'imagewebp'][$query['as'] ?? 'png']($image);
        return ob_get_clean();
    }
}
