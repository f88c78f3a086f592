//! Names of people and companies. All are invented; all addresses end in `.example` or `.test`.

use portal::open::wire::Contact;

use super::draw::Draw;

/// The support team. The first one is whom the token stands for.
pub const AGENTS: [&str; 6] =
    ["Ada Lindqvist", "Tomasz Wrona", "Priya Raman", "Marek Holub", "Elena Kovač", "Sam Okafor"];

const FIRST: [&str; 40] = [
    "Jo",
    "Anneliese",
    "Björn",
    "Chiara",
    "Dimitri",
    "Eszter",
    "Farid",
    "Grace",
    "Hiroshi",
    "Ingrid",
    "Jakub",
    "Karin",
    "Liam",
    "Maren",
    "Nadia",
    "Oskar",
    "Paula",
    "Quentin",
    "Rosa",
    "Stefan",
    "Tamara",
    "Ulrich",
    "Valérie",
    "Wei",
    "Ximena",
    "Yusuf",
    "Zofia",
    "Aaron",
    "Beatriz",
    "Colm",
    "Dana",
    "Emre",
    "Fiona",
    "Gustav",
    "Helena",
    "Ivan",
    "Júlia",
    "Kwame",
    "Lena",
    "Mateo",
];

const LAST: [&str; 40] = [
    "Falk",
    "Brunner",
    "Castellani",
    "Dörfler",
    "Eriksen",
    "Fontaine",
    "Grabowski",
    "Hartmann",
    "Ito",
    "Jensen",
    "Keller",
    "Lorenz",
    "MacBride",
    "Novák",
    "Oduya",
    "Petrov",
    "Quist",
    "Richter",
    "Santos",
    "Thalberg",
    "Ullmann",
    "Varga",
    "Weiss",
    "Xu",
    "Yilmaz",
    "Zimmer",
    "Almeida",
    "Bianchi",
    "Choi",
    "Demir",
    "Engel",
    "Fischer",
    "García",
    "Hughes",
    "Iversen",
    "Juhász",
    "Kaya",
    "Lehmann",
    "Moreau",
    "Nowak",
];

const PLACE: [&str; 48] = [
    "Nordwind",
    "Alpenrand",
    "Blue Harbor",
    "Cascadia",
    "Donautal",
    "Eastgate",
    "Fjordlinie",
    "Granite Peak",
    "Hanseatic",
    "Isarwerk",
    "Juniper",
    "Kestrel",
    "Lakeshore",
    "Mainfranken",
    "Northfield",
    "Oakridge",
    "Pinewood",
    "Quarry Hill",
    "Rheinbogen",
    "Silverline",
    "Taunus",
    "Unterland",
    "Valley View",
    "Westhafen",
    "Yellow River",
    "Zugspitz",
    "Amber",
    "Birchwood",
    "Copperfield",
    "Delta Bay",
    "Elbufer",
    "Foxglove",
    "Greenfield",
    "Highmoor",
    "Ironbridge",
    "Jadebusen",
    "Kupfergrund",
    "Larkspur",
    "Moorland",
    "Neckartal",
    "Old Mill",
    "Prairie",
    "Redwood",
    "Sauerland",
    "Tidewater",
    "Upland",
    "Vogtland",
    "Wolfsberg",
];

const TRADE: [&str; 30] = [
    "Logistik GmbH",
    "Foods Inc.",
    "Pharma AG",
    "Stadtwerke",
    "Bottling Co.",
    "Klinikum",
    "Automotive SE",
    "Insurance plc",
    "Dairy Cooperative",
    "Paper Mills",
    "Versicherung AG",
    "Telecom",
    "Hosting Ltd",
    "Brewing Co.",
    "Chemie GmbH",
    "Rail Systems",
    "University",
    "Maschinenbau",
    "Energy",
    "Packaging",
    "Medical Devices",
    "Bank eG",
    "Plastics Corp.",
    "Water Board",
    "Electronics",
    "Aerospace",
    "Textil KG",
    "Retail Group",
    "Steel",
    "Semiconductors",
];

/// How many company names there are.
pub const COMPANIES: usize = PLACE.len() * TRADE.len();

/// Name of a company; different for each number below [`COMPANIES`].
#[must_use]
pub fn company(number: usize) -> String {
    // 997 shares no factor with the number of names, so that neighbours look unlike and none comes twice.
    let mixed = number * 997 % COMPANIES;
    format!("{} {}", PLACE[mixed % PLACE.len()], TRADE[mixed / PLACE.len()])
}

/// A person of a company.
pub fn contact(draw: &mut Draw, company: &str) -> Contact {
    let (first, last) = (draw.word(&FIRST), draw.word(&LAST));
    let domain = if draw.chance(50) { "example" } else { "test" };
    let email = format!("{}.{}@{}.{domain}", plain(first), plain(last), plain(company));
    Contact { name: format!("{first} {last}"), email }
}

/// Lower-case ASCII letters and hyphens, as in a mail address.
fn plain(text: &str) -> String {
    text.trim_end_matches('.')
        .to_lowercase()
        .chars()
        .filter_map(|letter| match letter {
            'ä' | 'á' | 'å' => Some('a'),
            'ö' | 'ó' | 'ø' => Some('o'),
            'ü' | 'ú' => Some('u'),
            'é' | 'è' => Some('e'),
            'í' => Some('i'),
            'č' => Some('c'),
            ' ' | '-' => Some('-'),
            letter => letter.is_ascii_alphanumeric().then_some(letter),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_company_comes_twice() {
        let names: BTreeSet<_> = (0..COMPANIES).map(company).collect();
        assert_eq!(names.len(), COMPANIES);
    }

    #[test]
    fn addresses_are_plain_and_never_real() {
        for number in 0..200 {
            let mail = contact(&mut Draw::of(&[number]), "Café Würth & Søn Co.").email;
            assert!(mail.is_ascii() && (mail.ends_with(".example") || mail.ends_with(".test")), "{mail}");
        }
    }
}
