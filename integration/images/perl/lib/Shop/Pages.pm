package Shop::Pages;
use strict;
use warnings;
use utf8;
use Encode;
use JSON ();
use Template;

my @items = ({ id => 1, name => 'kettle' }, { id => 2, name => '急須' });
my $templates = Template->new(INCLUDE_PATH => 'templates', ENCODING => 'utf8');

sub show {
    my ($name, $values) = @_;
    my $text = '';
    $templates->process($name, $values, \$text) or die $templates->error;
    return encode('UTF-8', $text);
}

sub home    { return show('home.html', { items => \@items }) }
sub about   { return show('about.html', { cents => 250 }) }
sub missing { return show('missing.html', {}) }

sub export {
    my $request = shift;
    my $form = $request->param('as') // 'json';
    if ($form eq 'csv') {
        require Text::CSV;
        my $csv = Text::CSV->new({ eol => "\n" });
        my $text = join '', map { $csv->combine($_->{id}, $_->{name}); $csv->string } @items;
        return encode($request->param('encoding') // 'UTF-8', $text);
    }
    if ($form eq 'yaml') {
        require YAML::XS;
        return YAML::XS::Dump(\@items);
    }
    return JSON->new->utf8->canonical->encode(\@items);
}

sub when {
    my $request = shift;
    require DateTime;
    return DateTime->from_epoch(epoch => 0, time_zone => $request->param('zone'))->strftime('%FT%T%z');
}

sub picture {
    my $request = shift;
    require Imager;
    my $image = Imager->new(xsize => 16, ysize => 16);
    $image->write(data => \my $data, type => $request->param('as') // 'png') or die $image->errstr;
    return $data;
}

sub fetch {
    my $request = shift;
    require LWP::UserAgent;
    return LWP::UserAgent->new(timeout => 10)->get($request->param('url'))->code;
}

1;
