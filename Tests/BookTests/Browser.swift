import Foundation
import TestSupport

/// Debian's Chromium, or a browser that takes the same arguments; nil where there is none.
let browser: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let paths = ["chromium", "chromium-browser", "google-chrome"].flatMap { name in folders.map { "\($0)/\(name)" } }
    return paths.first(where: FileManager.default.isExecutableFile(atPath:))
}()

/// Runs the browser without a window on a file.
///
/// - Returns: What it wrote to standard output, and the messages of the page's console.
func browse(_ file: String, _ arguments: [String]) throws -> (output: String, console: [String]) {
    try withTemporaryFolder { folder in
        let (output, errors) = ("\(folder)/output", "\(folder)/errors")
        for file in [output, errors] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: browser ?? "")
        process.arguments =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
                "--user-data-dir=\(folder)/user",
                "--virtual-time-budget=30000", "--window-size=1700,2800",
            ] + arguments + ["file://\(file)"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        try process.run()
        process.waitUntilExit()
        let log = try String(contentsOfFile: errors, encoding: .utf8)
        return (
            try String(contentsOfFile: output, encoding: .utf8),
            log.split(separator: "\n").map(String.init).filter { $0.contains(":CONSOLE") }
        )
    }
}

/// What the book looked like in a frame of some width.
struct Look: Decodable {
    let width: Int
    let scrollWidth: Int
    let overflowing: [String]
    let brokenImages: Int
    let images: Int
    let deadLinks: [String]
    let background: String
    let otherBackground: String
    let marked: [String]
    let menuIsOpen: Bool
    let cells: Int
    let openCells: Int
    let copyButtons: Int
    let unreachable: Int
}

/// The text that some script gives, run in a page that has the book in a frame where no script may run.
func look(at html: String, withoutScripts script: String) throws -> String {
    try withTemporaryFolder { folder in
        try html.write(toFile: "\(folder)/book.html", atomically: true, encoding: .utf8)
        let page = """
            <!DOCTYPE html><title>frame</title><pre></pre>
            <iframe src="book.html" sandbox="allow-same-origin" width="900" height="900"></iframe>
            <script>
            addEventListener("load", () => {
                const book = document.querySelector("iframe").contentDocument;
                document.querySelector("pre").textContent = \(script);
            });
            </script>
            """
        try page.write(toFile: "\(folder)/frame.html", atomically: true, encoding: .utf8)
        let (output, _) = try browse("\(folder)/frame.html", ["--allow-file-access-from-files", "--dump-dom"])
        return output.firstMatch(of: /<pre>(.*?)<\/pre>/).map { String($0.output.1) } ?? ""
    }
}

/// The book in frames of these widths, side by side, in a light or a dark system.
func look(at html: String, widths: [Int], isDark: Bool) throws -> (looks: [Look], console: [String]) {
    try withTemporaryFolder { folder in
        let probed = html.replacing("</body>", with: "<script>\(probe)</script>\n</body>")
        try probed.write(toFile: "\(folder)/book.html", atomically: true, encoding: .utf8)
        let frames = widths.map {
            "<iframe src='book.html' width='\($0)' height='900' style='display:block; border:0'></iframe>"
        }
        let page = """
            <!DOCTYPE html><title>frames</title><ol></ol>\(frames.joined())
            <script>
            addEventListener("message", ({ data }) => {
                document.querySelector("ol").append(Object.assign(document.createElement("li"), { textContent: data }));
            });
            </script>
            """
        try page.write(toFile: "\(folder)/frames.html", atomically: true, encoding: .utf8)
        let scheme = isDark ? ["--blink-settings=preferredColorScheme=0"] : []
        let (output, console) = try browse("\(folder)/frames.html", scheme + ["--dump-dom"])
        let looks = try output.matches(of: /<li>(.*?)<\/li>/).map { item in
            let json = item.output.1.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing(
                "&amp;", with: "&")
            return try JSONDecoder().decode(Look.self, from: Data(json.utf8))
        }
        return (looks.sorted { $0.width < $1.width }, console)
    }
}

/// Looks at the page from within, tries its switches, and tells the frame around it.
private let probe = """
    addEventListener("load", async () => {
      const all = (selector) => [...document.querySelectorAll(selector)];
      // No frames are drawn, and so no event says that the page has scrolled.
      const scrolled = () => new Promise((done) => {
        dispatchEvent(new Event("scroll"));
        setTimeout(done, 200);
      });
      const background = () => getComputedStyle(document.body).backgroundColor;
      const links = new Map(all("#menu > ol > li > a").map((link) => [link.hash, link]));
      const inScroll = (element) => element.closest(".scroll, .skip, #menu");
      const look = {
        width: innerWidth,
        scrollWidth: document.documentElement.scrollWidth,
        overflowing: all("body *").filter((element) => !inScroll(element))
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map((element) => element.outerHTML.slice(0, 80)),
        images: all("img").length,
        brokenImages: all("img").filter((image) => !image.naturalWidth).length,
        deadLinks: all("a").map((link) => link.getAttribute("href"))
          .filter((href) => href.startsWith("#") && !document.getElementById(href.slice(1))),
        background: background(),
        menuIsOpen: document.getElementById("menu").open,
        cells: all("details.cell[open]").length,
        copyButtons: all("details.cell button").length,
        unreachable: all(".scroll").filter((box) => box.scrollWidth > box.clientWidth && box.tabIndex < 0).length,
        marked: [],
      };
      for (const id of ["contents", "07-model", "14-seeds"]) {
        document.getElementById(id).scrollIntoView();
        await scrolled();
        look.marked.push(...all("[aria-current]").map((link) => link.hash));
      }
      document.getElementById("scheme-switch").click();
      look.otherBackground = background();
      document.getElementById("scheme-switch").click();
      document.getElementById("code-switch").click();
      look.openCells = all("details.cell[open]").length;
      document.getElementById("code-switch").click();
      parent.postMessage(JSON.stringify(look), "*");
    });
    """
