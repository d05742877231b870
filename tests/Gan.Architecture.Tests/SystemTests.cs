namespace Gan.Architecture.Tests;

/// <summary>Windows and macOS are served as Linux is: the library knows no shell, no package manager and no folder of one system.</summary>
public sealed class SystemTests
{
    private static readonly string[] Words =
    [
        "/usr/", "/etc/", "/opt/", "/bin/sh", "/bin/bash", "bash -c", "cmd.exe", "powershell", "apt-get", "apt install", "brew install", "sudo ",
    ];

    [Fact]
    public void Nothing_in_src_names_a_shell_a_package_manager_or_a_systems_folder()
    {
        var found = from file in Repository.Files("src", "*.cs", "*.csproj", "*.props", "*.targets")
                    from line in Repository.Lines(file).Select((text, i) => (Text: text, Number: i + 1))
                    from word in Words
                    where line.Text.Contains(word, StringComparison.OrdinalIgnoreCase)
                    select $"{file}:{line.Number} names {word}";
        found.Should().BeEmpty();
    }

    [Fact]
    public void The_repository_holds_no_native_sources_or_files() =>
        Repository.Files("", "*.cpp", "*.cc", "*.c", "*.h", "*.so", "*.dylib").Should().BeEmpty("the package TorchSharp brings what is native");
}
