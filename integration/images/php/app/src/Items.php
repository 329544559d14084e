<?php
class Items
{
    public static function all(): array
    {
        return [['id' => 1, 'name' => 'kettle'], ['id' => 2, 'name' => '急須']];
    }
}
