using System.Reflection;
using PublicApiGenerator;

namespace Gan.Architecture.Tests;

/// <summary>
/// The public API of each room stands in Approved/. Whoever changes it sees the change in a diff: run these tests with
/// APPROVE=1 in the environment and commit the files.
/// </summary>
public sealed class PublicApiTests
{
    private const string Folder = "tests/Gan.Architecture.Tests/Approved";

    // What the compiler notes about an assembly is no part of its API.
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    public static TheoryData<string> Assemblies => [.. Names];

    private static IEnumerable<string> Names =>
        Repository.Files("src", "*.csproj").Select(f => Path.GetFileNameWithoutExtension(f));

    [Theory, MemberData(nameof(Assemblies))]
    public void The_public_API_is_the_approved_one(string room)
    {
        var received =
            Assembly
                .LoadFrom(Path.Combine(AppContext.BaseDirectory, room + ".dll"))
                .GeneratePublicApi(Options)
                .ReplaceLineEndings("\n") + "\n";
        var approved = Path.Combine(Repository.Root, Folder, room + ".txt");
        var proposal = Path.Combine(Repository.Root, Folder, room + ".received.txt");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllText(approved, received);
        }
        var before = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        if (before == received)
        {
            File.Delete(proposal);
            return;
        }
        File.WriteAllText(proposal, received);
        var old = before.Split('\n');
        var now = received.Split('\n');
        Assert.Fail(
            $"The public API of {room} changed:\n{Lines("-", old.Except(now))}{Lines("+", now.Except(old))}"
                + $"If that is meant: APPROVE=1 dotnet test tests/Gan.Architecture.Tests, "
                + $"and commit {Folder}/{room}.txt."
        );
    }

    [Fact]
    public void Every_approved_file_belongs_to_an_assembly() =>
        Repository
            .Files(Folder, "*.txt")
            .Where(f => !f.EndsWith(".received.txt", StringComparison.Ordinal))
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Should()
            .BeSubsetOf(Names);

    private static string Lines(string sign, IEnumerable<string> lines) =>
        string.Concat(lines.Take(40).Select(l => $"{sign} {l.Trim()}\n"));
}
