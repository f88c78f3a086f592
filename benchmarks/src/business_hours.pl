# Deadlines by Business::Hours: holidays in the first line, then start and seconds; answers CPU seconds, then deadlines.
use strict;
use warnings;
use Business::Hours;

my $dates = <STDIN>;
my $hours = Business::Hours->new();
my %day = (Name => 'Workday', Start => '08:00', End => '18:00');
$hours->business_hours(
    0 => { Name => 'Sunday', Start => undef, End => undef },
    (map { $_ => {%day} } 1 .. 5),
    6 => { Name => 'Saturday', Start => undef, End => undef },
    holidays => [split ' ', $dates],
);
my @cases = map { [split] } <STDIN>;
my ($user, $system) = times;
my @due = map { $hours->add_seconds($_->[0], $_->[1]) } @cases;
my ($user_end, $system_end) = times;
printf "%.6f\n", $user_end - $user + $system_end - $system;
print "$_\n" for @due;
