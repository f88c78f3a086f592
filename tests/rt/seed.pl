# Initial data of the test portal: what its REST interface cannot set. Queues and users exist already.
our @Groups = (
    { Name => 'Agents', Description => 'Support staff of the test portal' },
    { Name => 'Support leads', Description => 'Those of the staff who lead' },
    { Name => 'Guests', Description => 'Staff that may not see groups' },
);

my @staff = qw(
    SeeQueue ShowTicket ShowTicketComments CreateTicket ModifyTicket DeleteTicket OwnTicket TakeTicket StealTicket
    ReplyToTicket CommentOnTicket SeeCustomField ModifyCustomField SeeGroup
);
our @ACL = (
    (map { { Right => $_, GroupDomain => 'SystemInternal', GroupType => 'Everyone' } }
        qw(CreateTicket SeeQueue ReplyToTicket)),
    (map { { Right => $_, GroupDomain => 'RT::System-Role', GroupType => 'Requestor' } }
        qw(ShowTicket ReplyToTicket)),
    (map { { Right => $_, GroupDomain => 'UserDefined', GroupId => 'Agents' } } @staff, 'ManageAuthTokens'),
    (map { { Right => $_, GroupDomain => 'UserDefined', GroupId => 'Guests' } }
        grep { $_ ne 'SeeGroup' } @staff, 'ManageAuthTokens'),
);

our @CustomFields = (
    {   Name       => 'Severity',
        Type       => 'SelectSingle',
        LookupType => 'RT::Queue-RT::Ticket',
        ApplyTo    => ['SEP', 'Sepasoft'],
        Values     => [ map { { Name => $_ } } qw(critical major minor cosmetic) ],
    },
    {   Name       => 'Components',
        Type       => 'FreeformMultiple',
        LookupType => 'RT::Queue-RT::Ticket',
        ApplyTo    => ['SEP', 'Sepasoft'],
    },
    {   Name       => 'Promised',
        Type       => 'DateTimeSingle',
        LookupType => 'RT::Queue-RT::Ticket',
        ApplyTo    => ['SEP', 'Sepasoft'],
    },
);

# One token for each member of staff, written beside the data base for the tests to read.
our @Final = (
    sub {
        my %groups = (alice => ['Agents', 'Support leads'], bob => ['Agents'], carl => ['Guests', 'Support leads']);
        for my $name (sort keys %groups) {
            my $user = RT::User->new(RT->SystemUser);
            $user->Load($name);
            for my $of (@{ $groups{$name} }) {
                my $group = RT::Group->new(RT->SystemUser);
                $group->LoadUserDefinedGroup($of);
                $group->AddMember($user->PrincipalId);
            }
            my $token = RT::AuthToken->new(RT->SystemUser);
            my ($ok, $message, $secret) = $token->Create(Owner => $user->Id, Description => 'outer tests');
            die "no token for $name: $message" unless $ok;
            open my $file, '>', "$ENV{GNOMON_RT_DIR}/token-$name" or die "no token file: $!";
            print {$file} $secret;
            close $file;
        }
    },
);
1;
