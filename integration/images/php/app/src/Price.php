<?php
class Price
{
    public function __construct(private int $cents)
    {
    }

    public function text(): string
    {
        return number_format($this->cents / 100, 2) . ' EUR';
    }
}
