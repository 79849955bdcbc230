# The formula of a release. The release workflow fills in version, repository and digests.
class Hallpass < Formula
  desc "Asks for narrow access to AWS for a short time, and uses it"
  homepage "https://github.com/@repository@"
  version "@version@"
  license "Apache-2.0"

  on_macos do
    on_arm do
      url "https://github.com/@repository@/releases/download/v@version@/hallpass-macos-arm64.tar.xz"
      sha256 "@macos-arm64@"
    end
  end

  on_linux do
    on_intel do
      url "https://github.com/@repository@/releases/download/v@version@/hallpass-linux-x64.tar.xz"
      sha256 "@linux-x64@"
    end
    on_arm do
      url "https://github.com/@repository@/releases/download/v@version@/hallpass-linux-arm64.tar.xz"
      sha256 "@linux-arm64@"
    end
  end

  def install
    # With its times: the cache of the JVM is good for these very files.
    cp_r ".", libexec, preserve: true
    bin.install_symlink libexec/"bin/hallpass"
    man1.install_symlink Dir[libexec/"man/man1/*.1"]
    generate_completions_from_executable(libexec/"bin/hallpass", "completion", shells: [:bash, :zsh, :fish])
  end

  test do
    assert_match "hallpass", shell_output("#{bin}/hallpass --version")
  end
end
