//! What is read as an amount of money.

use policy::charge::Money;

#[test]
fn an_amount_is_digits_with_a_point_and_a_currency_three_capital_letters() {
    let amount = "Write an amount in digits with a point, as in `12.50`, below 100000000000.";
    let currency = "Write a currency in three capital letters, as in `EUR`.";
    let cases = [
        ("cents", "12.50", "EUR", Ok("12.50 EUR")),
        ("spaces around it", " 7 ", "EUR", Ok("7 EUR")),
        ("four places", "0.1234", "USD", Ok("0.1234 USD")),
        ("zeros behind them", "0.123400", "USD", Ok("0.123400 USD")),
        ("five places", "0.12345", "USD", Err(amount)),
        ("the highest of all", "99999999999.9999", "USD", Ok("99999999999.9999 USD")),
        ("too much", "100000000000", "USD", Err(amount)),
        ("below nothing", "-1", "USD", Err(amount)),
        ("a comma", "1,5", "USD", Err(amount)),
        ("no digits", "", "USD", Err(amount)),
        ("small letters", "1", "usd", Err(currency)),
        ("four letters", "1", "EURO", Err(currency)),
        ("no currency", "1", "", Err(currency)),
    ];
    for (name, number, code, expected) in cases {
        let read = Money::parse(number, code).map(|money| money.to_string());
        assert_eq!(read, expected.map(str::to_owned).map_err(str::to_owned), "{name}");
    }
}
