namespace Gan.Architecture.Tests;

/// <summary>Who looks for the tests of X.cs finds XTests.cs in the same folder of the test project.</summary>
public sealed class MirrorTests
{
    private const double Least = 0.7;
    private const int LongLines = 80;
    private const string Shared = "Shared";

    [Theory]
    [InlineData("Gan.Losses")]
    [InlineData("Gan.Data")]
    [InlineData("Gan.Networks")]
    [InlineData("Gan.Core")]
    [InlineData("Gan.Games")]
    [InlineData("Gan.Metrics")]
    [InlineData("Gan.Monitoring")]
    [InlineData("Gan.Runtime")]
    [InlineData("Gan.Distributed")]
    [InlineData("Gan.Onnx")]
    [InlineData("Gan.Serving")]
    public void Seven_in_ten_public_source_files_have_a_test_file_of_their_name(string room)
    {
        var sources = Repository.Files($"src/{room}", "*.cs").Where(DeclaresSomethingPublic).ToList();
        var tests = Repository.Files($"tests/{room}.Tests", "*Tests.cs").ToHashSet();
        var without = sources.Where(s => !tests.Contains(TestOf(s, room))).ToList();
        var share = sources.Count == 0 ? 1 : 1 - without.Count / (double)sources.Count;
        share
            .Should()
            .BeGreaterThanOrEqualTo(Least, "tests mirror src/, but these have none: {0}", string.Join(", ", without));
    }

    [Fact]
    public void A_source_file_of_more_than_80_lines_has_a_test_file_of_its_name()
    {
        var rooms = Repository.Rooms.Append(Shared);
        var without = rooms.SelectMany(room => LongFiles(room).Where(file => !IsTested(file, room))).ToList();
        without.Should().BeEmpty("public or not, what is long is tested under its name");
    }

    [Fact]
    public void Test_methods_are_named_as_sentences()
    {
        var tests = Repository.Files("tests", "*Tests.cs").SelectMany(f => TestNames(f).Select(n => $"{f}: {n}"));
        tests
            .Where(t => !t.Split(": ")[1].Contains('_'))
            .Should()
            .BeEmpty("a name such as Hinge_loss_is_zero_beyond_the_margin says what is true");
    }

    private static IEnumerable<string> LongFiles(string room) =>
        Repository.Files($"src/{room}", "*.cs").Where(file => Repository.Lines(file).Length > LongLines);

    private static bool IsTested(string source, string room)
    {
        var folder = source[..(source.LastIndexOf('/') + 1)];
        // A part of a class, X.Part.cs, is tested with the class.
        var name = Path.GetFileNameWithoutExtension(source).Split('.')[0];
        return HasTests($"{folder}{name}.cs", room)
            || HasTests(source, room)
            || (IsOneOfSeveralSizes(source) && HasTests($"{folder}{WithoutSize(name)}.cs", room));
    }

    // Files that differ by a number alone, X22.cs and X43.cs, are one thing in several sizes: a test of each would be
    // the same text again, so that one test takes every size.
    private static bool IsOneOfSeveralSizes(string source)
    {
        var folder = Path.GetDirectoryName(source)!;
        var stem = WithoutSize(Path.GetFileNameWithoutExtension(source));
        var sizes = Repository.Files(folder, $"{stem}*.cs").Select(f => Path.GetFileNameWithoutExtension(f));
        return sizes.Count(name => name != stem && WithoutSize(name) == stem) > 1;
    }

    private static string WithoutSize(string name) => name.TrimEnd([.. "0123456789"]);

    private static bool HasTests(string source, string room) =>
        File.Exists(Path.Combine(Repository.Root, TestOf(source, room)));

    private static string TestOf(string source, string room)
    {
        var test = $"{source[$"src/{room}/".Length..^".cs".Length]}Tests.cs";
        // What is compiled into each room is tested beside the lowest one.
        return room == Shared ? $"tests/{Repository.Rooms[0]}.Tests/{Shared}/{test}" : $"tests/{room}.Tests/{test}";
    }

    // Helpers that only the room sees are tested through what uses them.
    private static bool DeclaresSomethingPublic(string file) =>
        Repository
            .Lines(file)
            .Any(l => l.StartsWith("public ", StringComparison.Ordinal) && !l.Contains(" interface "));

    private static IEnumerable<string> TestNames(string file)
    {
        var lines = Repository.Lines(file).Select(l => l.Trim()).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            if (
                lines[i].StartsWith("[Fact", StringComparison.Ordinal)
                || lines[i].StartsWith("[Theory", StringComparison.Ordinal)
            )
            {
                var method = lines.Skip(i).FirstOrDefault(l => l.Contains("public ") && l.Contains('('));
                if (method is not null)
                {
                    yield return method[..method.IndexOf('(')].Split(' ')[^1];
                }
            }
        }
    }
}
