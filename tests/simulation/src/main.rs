fn main() {
    let args: Vec<u64> = std::env::args().skip(1).map(|a| a.parse().unwrap()).collect();
    let (from, seeds) = (args[0], args[1]);
    for seed in from..from + seeds {
        let plan = simulation::plan::Plan::draw(seed);
        let out = simulation::world::run(&plan, seed, "", args.len() > 2);
        for line in &out.story { println!("{line}"); }
        if let Some((which, what)) = out.broken { println!("seed {seed}: {which}: {what}"); }
    }
}
