//! `hengping serve`: opens the port, says where, and stops in good order. What is served is the inbox's.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};

use tokio::net::TcpListener;

use super::{Failure, Outcome, output};
use crate::inbox;

/// 启动服务：在浏览器里打开衡评
#[derive(clap::Args)]
#[command(next_help_heading = "选项", override_usage = "hengping serve [选项]")]
pub(super) struct Serve {
    /// 监听的地址和端口；端口写 0 由系统选一个空闲的
    #[arg(long, value_name = "地址:端口", default_value = "127.0.0.1:8317", hide_default_value = true)]
    listen: SocketAddr,
    /// 用一行 JSON 给出服务地址，供程序读取
    #[arg(long)]
    json: bool,
    /// 收回浏览器里的离线副本：新版打不开时用，各台电脑下次联网即改用服务器上的程序
    #[arg(long)]
    no_offline: bool,
}

impl Serve {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        let runtime = tokio::runtime::Runtime::new()
            .map_err(|error| Failure(format!("服务启动不了，系统没有给出所需资源：{error}")))?;
        runtime.block_on(self.serve())
    }

    async fn serve(self) -> Result<Outcome, Failure> {
        let listener = TcpListener::bind(self.listen).await.map_err(|error| self.not_bound(&error))?;
        let bound = listener.local_addr().map_err(|error| self.not_bound(&error))?;
        let mut stop = StopSignal::new()?;
        self.announce(bound)?;
        let offline = if self.no_offline { inbox::Offline::TakenBack } else { inbox::Offline::Kept };
        inbox::serve(listener, offline, async move { stop.wait().await })
            .await
            .map_err(|error| Failure(format!("服务中断：{error}")))?;
        eprintln!("衡评已停止。");
        Ok(Outcome::Good)
    }

    fn announce(&self, bound: SocketAddr) -> Result<(), Failure> {
        let address = address(bound);
        if self.json {
            return output::say(&format!(
                "{{\"address\":\"{address}\",\"version\":\"{}\"}}\n",
                inbox::VERSION
            ));
        }
        if !inbox::has_app() {
            eprintln!("注意：此程序没有带上界面，只提供接口。完整的程序请用 make run 构建。");
        }
        if bound.ip().is_unspecified() {
            eprintln!("同一网络的电脑请把下面的 127.0.0.1 换成本机的网络地址。");
        }
        output::say(&format!("衡评已启动：{address}\n"))
    }

    fn not_bound(&self, error: &std::io::Error) -> Failure {
        let listen = self.listen;
        Failure(match error.kind() {
            ErrorKind::AddrInUse => format!(
                "端口 {} 已被占用，可能衡评已在运行。请先关闭占用它的程序，或换一个端口：hengping serve --listen {}:{}",
                listen.port(),
                listen.ip(),
                listen.port().checked_add(1).unwrap_or(8317)
            ),
            ErrorKind::PermissionDenied => {
                format!("系统不允许使用端口 {}。请换 1024 以上的端口，例如 8317。", listen.port())
            }
            ErrorKind::AddrNotAvailable => format!("本机没有 {} 这个网络地址。", listen.ip()),
            _ => format!("不能在 {listen} 上提供服务：{error}"),
        })
    }
}

/// The address a person on this machine types.
fn address(bound: SocketAddr) -> String {
    let port = bound.port();
    match bound.ip() {
        ip if ip.is_unspecified() => format!("http://127.0.0.1:{port}/"),
        IpAddr::V4(ip) => format!("http://{ip}:{port}/"),
        IpAddr::V6(ip) => format!("http://[{ip}]:{port}/"),
    }
}

/// Ctrl-C, or SIGTERM where there is one. Heard from before the address is announced, so that whoever
/// reads the address can already stop the service.
struct StopSignal {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl StopSignal {
    #[cfg(unix)]
    fn new() -> Result<Self, Failure> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind| signal(kind).map_err(|error| Failure(format!("系统不给出停止信号：{error}")));
        Ok(Self { interrupt: listen(SignalKind::interrupt())?, terminate: listen(SignalKind::terminate())? })
    }

    #[cfg(unix)]
    async fn wait(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    fn new() -> Result<Self, Failure> {
        Ok(Self {})
    }

    /// Where the system cannot tell of Ctrl-C, the service runs until it is ended.
    #[cfg(not(unix))]
    async fn wait(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_announced_address_can_be_opened() {
        let opened = |bound: &str| bound.parse().map(address);
        assert_eq!(opened("127.0.0.1:8317"), Ok("http://127.0.0.1:8317/".to_owned()));
        assert_eq!(opened("0.0.0.0:80"), Ok("http://127.0.0.1:80/".to_owned()));
        assert_eq!(opened("[::1]:8317"), Ok("http://[::1]:8317/".to_owned()));
    }
}
