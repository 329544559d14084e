use strict;
use warnings;
use Plack::Builder;
use Plack::Request;
use Shop::Pages;

my %routes = (
    '/'        => \&Shop::Pages::home,
    '/about'   => \&Shop::Pages::about,
    '/export'  => \&Shop::Pages::export,
    '/fetch'   => \&Shop::Pages::fetch,
    '/invoice' => sub { require Shop::Invoice; Shop::Invoice->new(2)->text },
    '/picture' => \&Shop::Pages::picture,
    '/when'    => \&Shop::Pages::when,
);

builder {
    enable 'Static', path => qr{^/static/}, root => 'public';
    sub {
        my $request = Plack::Request->new(shift);
        my $route = $routes{ $request->path };
        return [404, ['Content-Type' => 'text/html'], [Shop::Pages::missing()]] unless $route;
        return [200, ['Content-Type' => 'application/octet-stream'], [$route->($request)]];
    };
};
