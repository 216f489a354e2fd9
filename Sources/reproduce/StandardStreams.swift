import Files
import Foundation

/// Makes sure that the three standard streams are open and that no write can end the program without a word.
///
/// Where a stream was closed, the next file to be opened would get its number, and progress would be written into it. A
/// reader who leaves, of progress through a pipe, is no reason to stop training; and a file that may grow no further is an
/// error like a full disk.
func openStandardStreams() {
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) == -1 {
        // The lowest free number is this stream's.
        _ = open("/dev/null", O_RDWR)
    }
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
}

/// Writes a text to a standard stream; what cannot be told there is dropped, since no run should end for it.
func write(_ text: String, to stream: Int32) {
    _ = Array(text.utf8).withUnsafeBytes { writeAll($0, to: stream) }
}
