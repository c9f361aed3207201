//! Both sides of the door, and whoever else may come: with the wrong words, too many of them, or none at all.

use std::{
    io::{Read, Write},
    net::TcpListener as Impostor,
};

use super::*;

/// A door, what comes through it, and how often the window was woken.
struct House {
    library: tempfile::TempDir,
    door: Door,
    lists: mpsc::Receiver<Vec<PathBuf>>,
    woken: mpsc::Receiver<()>,
}

impl House {
    async fn new() -> Self {
        let library = tempfile::tempdir().expect("a folder");
        let (bell, woken) = mpsc::channel(100);
        let wake = Arc::new(move || bell.try_send(()).expect("room"));
        let (door, lists) = listen(library.path(), wake).await.expect("listens");
        Self { library, door, lists, woken }
    }

    fn path(&self) -> PathBuf {
        self.library.path().to_owned()
    }

    async fn hand_over(&self, files: Vec<PathBuf>) -> io::Result<()> {
        let library = self.path();
        tokio::task::spawn_blocking(move || hand_over(&library, &files)).await.expect("ends")
    }

    fn place(&self) -> (u16, Bytes32) {
        read_place(&fs::read_to_string(self.library.path().join(NAME)).expect("a place")).expect("makes sense")
    }

    /// Somebody who says this after the greeting and the proofs, if they get that far; what they hear in the end.
    async fn visit(&self, speak: impl FnOnce(&mut Caller, Bytes32) + Send + 'static) -> Vec<u8> {
        let (port, secret) = self.place();
        let visit = move || {
            let mut window = Caller::connect((Ipv4Addr::LOCALHOST, port)).expect("connects");
            window.set_read_timeout(Some(3 * PATIENCE)).expect("sets");
            speak(&mut window, secret);
            let mut heard = vec![];
            // Being cut off is an answer as well.
            window.read_to_end(&mut heard).ok();
            heard
        };
        tokio::task::spawn_blocking(visit).await.expect("ends")
    }
}

fn root(name: &str) -> PathBuf {
    std::env::current_dir().expect("a folder").join(name)
}

/// What a second start says up to its list.
fn introduce(window: &mut Caller, secret: &Bytes32) {
    let (nonce, mut proof, mut own) = (random(), Bytes32::default(), Bytes32::default());
    window.write_all(GREETING).expect("writes");
    window.write_all(&nonce).expect("writes");
    window.read_exact(&mut proof).expect("reads");
    window.read_exact(&mut own).expect("reads");
    window.write_all(&proof_of(b"second", secret, &nonce, &own)).expect("writes");
}

#[tokio::test]
async fn files_come_through_whatever_they_are_called() {
    let mut house = House::new().await;
    let mut files = vec![root("one.png"), root("with space\nand line.wav"), root("肖像 é.png"), root("")];
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        files.push(PathBuf::from(std::ffi::OsStr::from_bytes(b"/tmp/\xff\xfe\x01.png")));
    }
    house.hand_over(files.clone()).await.expect("taken");
    assert_eq!(house.lists.recv().await, Some(files));
    house.woken.recv().await.expect("woken");
    house.hand_over(vec![]).await.expect("taken");
    assert_eq!(house.lists.recv().await, Some(vec![]), "only to the front");
    let many: Vec<_> = (0..10_000).map(|number| root(&format!("{number}.png"))).collect();
    assert!(write_list(&many).expect("fits").len() < MOST);
    house.hand_over(many.clone()).await.expect("taken");
    assert_eq!(house.lists.recv().await, Some(many));
    let too_many = vec![root(&"x".repeat(4000)); 300];
    assert!(house.hand_over(too_many).await.is_err());
}

#[tokio::test]
async fn whoever_does_not_know_the_secret_gets_nothing_done() {
    let mut house = House::new().await;
    let list = write_list(&[root("evil.png")]).expect("a list");
    let wrong = [7; 32];
    let answers = [
        house.visit(|window, _| window.write_all(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").expect("writes")).await,
        house.visit(|window, _| window.write_all(&[0xff; 100]).expect("writes")).await,
        house.visit(|_, _| ()).await,
        house.visit(|window, _| window.write_all(&GREETING[..7]).expect("writes")).await,
    ];
    assert_eq!(answers, [b"", b"", b"", b""], "not a word");
    let visit = move |window: &mut Caller, _| {
        introduce(window, &wrong);
        window.write_all(&u32::try_from(list.len()).expect("short").to_be_bytes()).expect("writes");
        window.write_all(&list).ok();
    };
    assert_eq!(house.visit(visit).await, b"");
    assert!(house.lists.try_recv().is_err() && house.woken.try_recv().is_err());
    house.hand_over(vec![root("good.png")]).await.expect("still open to its own");
}

#[tokio::test]
async fn a_list_that_is_too_long_or_makes_no_sense_is_not_taken() {
    let mut house = House::new().await;
    let relative = [&[0, 0, 0, 5][..], b"a.png"].concat();
    let beyond = [&[0, 0, 0, 200][..], b"/a.png"].concat();
    let huge = [&[0xff, 0xff, 0xff, 0xff][..], b"/a.png"].concat();
    for list in [relative, beyond, huge, vec![0, 0, 0], vec![0, 0, 0, 0]] {
        let visit = move |window: &mut Caller, secret| {
            introduce(window, &secret);
            window.write_all(&u32::try_from(list.len()).expect("short").to_be_bytes()).expect("writes");
            window.write_all(&list).expect("writes");
        };
        assert_eq!(house.visit(visit).await, b"");
    }
    // A list that would make sense, were it not so long, and one that is only said to be.
    let one = write_list(&[root(&"x".repeat(1000))]).expect("a list");
    let long = one.repeat(MOST / one.len() + 1);
    for (length, list) in [(u32::try_from(long.len()).expect("a number"), long), (u32::MAX, vec![0; 4096])] {
        let visit = move |window: &mut Caller, secret| {
            introduce(window, &secret);
            window.write_all(&length.to_be_bytes()).expect("writes");
            window.write_all(&list).ok();
        };
        assert_eq!(house.visit(visit).await, b"", "{length}");
    }
    assert!(house.lists.try_recv().is_err() && house.woken.try_recv().is_err());
}

#[tokio::test]
async fn slow_visitors_do_not_keep_the_door_shut() {
    let mut house = House::new().await;
    let (port, _) = house.place();
    let slow: Vec<Caller> =
        (0..VISITORS + 4).map(|_| Caller::connect((Ipv4Addr::LOCALHOST, port)).expect("connects")).collect();
    // Until they are sent away the second start tries again.
    house.hand_over(vec![root("good.png")]).await.expect("taken in the end");
    assert_eq!(house.lists.recv().await, Some(vec![root("good.png")]));
    drop(slow);
}

#[tokio::test]
async fn a_window_that_takes_nothing_is_said_not_to() {
    let house = House::new().await;
    for number in 0..VISITORS {
        house.hand_over(vec![root(&format!("{number}.png"))]).await.expect("taken");
    }
    let error = house.hand_over(vec![root("one more.png")]).await.expect_err("full");
    assert!(!error.to_string().is_empty());
}

#[tokio::test]
async fn what_a_kill_left_behind_leads_nowhere_and_stops_nobody() {
    let house = House::new().await;
    let left = fs::read(house.library.path().join(NAME)).expect("a place");
    let library = house.path();
    drop(house.door);
    assert!(!library.join(NAME).exists(), "an ordinary end leaves nothing");
    fs::write(library.join(NAME), left).expect("as a kill leaves it");
    assert!(call(&library, b"").is_err(), "nobody is there");
    let (_door, mut lists) = listen(&library, Arc::new(|| ())).await.expect("the next window opens its own");
    let place = library.clone();
    tokio::task::spawn_blocking(move || hand_over(&place, &[root("a.png")])).await.expect("ends").expect("taken");
    assert_eq!(lists.recv().await, Some(vec![root("a.png")]));
    for text in ["", "x", "80 ab", "99999 00", &format!("80 {}", "zz".repeat(32))] {
        fs::write(library.join(NAME), text).expect("writes");
        assert!(call(&library, b"").is_err(), "{text:?}");
    }
}

#[test]
fn somebody_else_at_that_port_is_told_no_path() {
    let library = tempfile::tempdir().expect("a folder");
    let impostor = Impostor::bind((Ipv4Addr::LOCALHOST, 0)).expect("listens");
    let port = impostor.local_addr().expect("a port").port();
    fs::write(library.path().join(NAME), format!("{port} {}\n", "ab".repeat(32))).expect("a place");
    let listen = move || {
        let (mut visitor, _) = impostor.accept().expect("a visitor");
        visitor.write_all(&[0; 64]).expect("writes");
        let mut heard = vec![];
        visitor.read_to_end(&mut heard).ok();
        heard
    };
    let heard = std::thread::Builder::new().name("impostor".to_owned()).spawn(listen).expect("a thread");
    let list = write_list(&[root("private.png")]).expect("a list");
    assert!(call(library.path(), &list).is_err());
    let heard = heard.join().expect("ends");
    assert_eq!(heard.len(), GREETING.len() + 32, "the greeting and a number that means nothing");
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_same_user_can_read_the_secret() {
    use std::os::unix::fs::PermissionsExt;
    let house = House::new().await;
    let mode = fs::metadata(house.library.path().join(NAME)).expect("a place").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let (port, _) = house.place();
    let elsewhere = std::net::UdpSocket::bind("0.0.0.0:0").and_then(|socket| {
        socket.connect("192.0.2.1:9")?;
        socket.local_addr()
    });
    if let Ok(address) = elsewhere.map(|address| address.ip()).map(|ip| SocketAddr::from((ip, port)))
        && !address.ip().is_loopback()
    {
        assert!(Caller::connect_timeout(&address, PATIENCE).is_err(), "it listens on loopback alone");
    }
}
