using System.Text.RegularExpressions;

namespace Gan.Architecture.Tests;

/// <summary>Windows and macOS are served as Linux is: the library knows no shell, no package manager and no folder of
/// one system.</summary>
public sealed partial class SystemTests
{
    private static readonly string[] Words =
    [
        "/usr/",
        "/etc/",
        "/opt/",
        "/bin/sh",
        "/bin/bash",
        "bash -c",
        "cmd.exe",
        "powershell",
        "apt-get",
        "apt install",
        "brew install",
        "sudo ",
    ];

    [Fact]
    public void Nothing_in_src_names_a_shell_a_package_manager_or_a_systems_folder()
    {
        var found =
            from file in Repository.Files("src", "*.cs", "*.csproj", "*.props", "*.targets")
            from line in Repository.Lines(file).Select((text, i) => (Text: text, Number: i + 1))
            from word in Words
            where line.Text.Contains(word, StringComparison.OrdinalIgnoreCase)
            select $"{file}:{line.Number} names {word}";
        found.Should().BeEmpty();
    }

    /// <summary>The bash of macOS is 3.2, where an empty array counts as not set, and its tools are BSD's.</summary>
    [Theory]
    [InlineData("quickstart.sh")]
    [InlineData("eng/dotnet.sh")]
    [InlineData("eng/format.sh")]
    [InlineData("eng/setup.sh")]
    public void What_macOS_runs_asks_for_no_newer_bash_and_no_tool_of_GNU(string script)
    {
        var text = Repository.Read(script);
        NewerOrGnu().Matches(text).Select(match => match.Value).Should().BeEmpty();
        Arrays()
            .Matches(text)
            .Where(array => MayBeEmpty(text, array.Groups[1].Value))
            .Select(array => array.Value)
            .Should()
            .BeEmpty("they are written ${name[@]+\"${name[@]}\"}");
    }

    private static bool MayBeEmpty(string script, string name) =>
        script.Contains($"{name}=()", StringComparison.Ordinal)
        && !script.Contains($"${{#{name}[@]}} -gt 0", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<!\[@\]\+)""\$\{(\w+)\[@\]\}""")]
    private static partial Regex Arrays();

    // Words of bash 4; tools and options that GNU's have alone.
    [GeneratedRegex(
        @"\b(mapfile|readarray|timeout|realpath)\b|declare -A|local -n|\$\{\w+(,,|\^\^)|&>>|\|&"
            + @"| -quit\b|sort -z|sed -i|grep -\w*P|readlink -f"
    )]
    private static partial Regex NewerOrGnu();

    [Fact]
    public void The_repository_holds_no_native_sources_or_files() =>
        Repository
            .Files("", "*.cpp", "*.cc", "*.c", "*.h", "*.so", "*.dylib")
            .Should()
            .BeEmpty("the package TorchSharp brings what is native");
}
