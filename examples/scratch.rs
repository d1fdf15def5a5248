use std::io::{stderr, stdin, stdout, BufReader};
use std::path::Path;
use std::sync::Arc;
use casus_foederis::{cli::text::{run, TextSettings}, level::{library::Library, load::read_level}, sim::{game::Match, options::Options}};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let checked = read_level(Path::new(&a[1]), &Library::BuiltIn).unwrap_or_else(|_| std::process::exit(3));
    let game = Match::new(Arc::new(checked), Options::seated(a[3].parse().unwrap(), a[2].parse().unwrap()));
    let code = run(game, Box::new(BufReader::new(stdin())), a[4] == "i", &mut stdout(), &mut stderr(), TextSettings::default()).unwrap();
    std::process::exit(code)
}
