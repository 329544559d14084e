package Shop::Invoice;
use strict;
use warnings;
use Math::BigFloat;

sub new {
    my ($class, $count) = @_;
    return bless { total => Math::BigFloat->new('19.90') * $count }, $class;
}

sub text {
    my $self = shift;
    return 'total ' . ($self->{total} * Math::BigFloat->new('1.19'))->bstr;
}

1;
