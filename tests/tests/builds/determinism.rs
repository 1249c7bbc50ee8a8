//! The same inputs give the same bytes, and a build that is killed leaves a whole site.

use builder::build::{Options, build};
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tests::{binary, folder, repository};

fn options(portal: &str, data: &Path, out: &Path) -> Options {
    let dist = repository().join("dist");
    Options {
        portal: portal.into(),
        data: data.into(),
        dist,
        out: out.into(),
        public_url: "/".into(),
        force: true,
        since: None,
    }
}

/// Editions before are what a fresh folder cannot have.
fn without_editions(data: &Path) {
    let portal = data.join("portals/abruzzo.toml");
    let text = std::fs::read_to_string(&portal).unwrap();
    std::fs::write(&portal, text.replacen("id = \"abruzzo\"\n", "id = \"abruzzo\"\nkept_editions = 0\n", 1)).unwrap();
}

#[test]
fn two_builds_give_the_same_release_and_the_same_bytes() {
    let place = tempfile::tempdir().unwrap();
    // The first build is that of `make`. The second reads a copy of the data, with other times on its files, and writes elsewhere, deeper.
    let copied = place.path().join("a copy of/data");
    folder::copy(&repository().join("data"), &copied);
    for portal in ["lombardia", "abruzzo"] {
        let (one, other) = (tests::site(portal), place.path().join("deeper").join("still").join(portal));
        let second = build(&options(portal, &copied, &other)).unwrap();
        assert!(tests::release(&one).ends_with(&second.release));
        let different = folder::differences(&one, &other);
        assert!(
            different.is_empty(),
            "{portal}: {} files differ: {:?}",
            different.len(),
            &different[..different.len().min(10)]
        );
    }
}

#[test]
fn a_build_over_an_older_site_leaves_nothing_of_it() {
    let place = tempfile::tempdir().unwrap();
    let (fresh, over) = (place.path().join("fresh"), place.path().join("over"));
    std::fs::create_dir_all(over.join("data/older")).unwrap();
    std::fs::write(over.join("data/older/catalogue.json"), "{}").unwrap();
    std::fs::write(over.join("data/latest.json"), "{\"release\":\"older\"}").unwrap();
    for out in [&fresh, &over] {
        build(&options("abruzzo", &repository().join("data"), out)).unwrap();
    }
    assert_eq!(folder::differences(&fresh, &over), Vec::<String>::new());
    // Two sites, and beside each what it was made from.
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 4, "something is left beside the sites");
}

#[test]
fn a_build_after_a_change_gives_the_bytes_of_a_fresh_one() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    folder::copy(&repository().join("data"), &data);
    let (out, fresh) = (place.path().join("out"), place.path().join("fresh"));
    let build_into = |out: &Path, force: bool| build(&Options { force, ..options("abruzzo", &data, out) }).unwrap();
    let edit = |file: &str, from: &str, to: &str| {
        let path = data.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no '{from}'");
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
    };
    without_editions(&data);
    let mut release = build_into(&out, false).release;
    for change in 0..3 {
        match change {
            // One number of one source. A file that does not depend on it was damaged: it is made again.
            0 => {
                let file = "indicator/old-age-index/old-age-index.xlsx";
                std::fs::write(out.join(model::release::folder(&release)).join(file), "damaged").unwrap();
                edit("tables/frame.csv", "\n066049,2023,", "\n066049,2023,1");
            }
            // Names and days that stand in workbooks beside the figures.
            1 => {
                edit("territories/region.csv", "01,Piemonte", "01,Piedmont");
                edit("territories/levels.toml", "reference_date = \"2025-01-01\"", "reference_date = \"2025-02-01\"");
            }
            // A text that speaks of a release by its name.
            _ => {
                edit(
                    "portals/abruzzo.toml",
                    "Quanti lavorano e quanti",
                    &format!("Dopo {release}, quanti lavorano e quanti"),
                );
                build_into(&out, false);
                edit("tables/frame.csv", "\n066050,2023,", "\n066050,2023,1");
            }
        }
        release = build_into(&out, false).release;
        build_into(&fresh, true);
        assert_eq!(folder::differences(&fresh, &out), Vec::<String>::new(), "after change {change}");
    }
}

#[test]
fn a_site_with_a_page_less_is_not_taken_for_done() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out");
    let plain = Options { force: false, ..options("abruzzo", &repository().join("data"), &out) };
    build(&plain).unwrap();
    assert_eq!(build(&plain).unwrap().drawn, 0);
    std::fs::remove_file(out.join("metodo/index.html")).unwrap();
    assert!(build(&plain).unwrap().drawn > 0);
    assert!(out.join("metodo/index.html").exists());
    assert_eq!(build(&plain).unwrap().drawn, 0);
}

#[test]
fn a_killed_build_leaves_the_older_site_or_the_new_one_whole() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    folder::copy(&repository().join("data"), &data);
    without_editions(&data);
    let (older, newer, out) = (place.path().join("older"), place.path().join("newer"), place.path().join("out/site"));
    run(&data, &older).wait().unwrap();
    let portal = data.join("portals/abruzzo.toml");
    let text = std::fs::read_to_string(&portal).unwrap();
    std::fs::write(&portal, text.replacen("name = \"", "name = \"Newer ", 1)).unwrap();
    let start = Instant::now();
    run(&data, &newer).wait().unwrap();
    let whole = start.elapsed();
    assert!(!folder::differences(&older, &newer).is_empty());

    let mut outcomes = Vec::new();
    // KILLS=100 takes some minutes.
    let kills = std::env::var("KILLS").map_or(5, |kills| kills.parse().unwrap());
    for _ in 0..kills {
        let _ = std::fs::remove_dir_all(&out);
        folder::copy(&older, &out);
        // A moment between the start and well after the end: a build that clears after a killed one takes longer.
        let share = f64::from(u16::try_from(RandomState::new().hash_one(0) % 1600).unwrap()) / 1000.0;
        let mut running = run(&data, &out);
        std::thread::sleep(whole.mul_f64(share));
        running.kill().unwrap();
        running.wait().unwrap();
        let from_older = folder::differences(&older, &out);
        let from_newer = folder::differences(&newer, &out);
        assert!(
            from_older.is_empty() || from_newer.is_empty(),
            "killed after {share:.3} of the build: {} files unlike the older site, {} unlike the newer",
            from_older.len(),
            from_newer.len()
        );
        outcomes.push(format!("{share:.3} {}", if from_older.is_empty() { "older" } else { "newer" }));
    }
    println!("killed at these shares of {:.1} s: {}", whole.as_secs_f64(), outcomes.join(", "));

    // The next build clears what the killed ones left beside the site.
    assert!(run(&data, &out).wait().unwrap().success());
    assert_eq!(folder::differences(&newer, &out), Vec::<String>::new());
    let beside = std::fs::read_dir(out.parent().unwrap()).unwrap().map(|e| e.unwrap().file_name());
    let mut beside: Vec<_> = beside.map(|name| name.into_string().unwrap()).collect();
    beside.sort();
    let own = out.file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(beside, [format!(".inputs-{own}"), own], "something is left beside the site");
}

#[test]
fn two_builds_at_once_into_one_folder_leave_a_whole_site() {
    let place = tempfile::tempdir().unwrap();
    let data = repository().join("data");
    let (alone, out) = (place.path().join("alone"), place.path().join("out"));
    run(&data, &alone).wait().unwrap();
    let mut both = [run(&data, &out), run(&data, &out)];
    let mut done = 0;
    for child in &mut both {
        done += usize::from(child.wait().unwrap().success());
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(done > 0, "neither build ended well");
    assert_eq!(folder::differences(&alone, &out), Vec::<String>::new());
}

fn run(data: &Path, out: &Path) -> std::process::Child {
    Command::new(binary())
        .args(["build", "--portal", "abruzzo", "--data"])
        .arg(data)
        .arg("--dist")
        .arg(repository().join("dist"))
        .arg("--out")
        .arg(out)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}
