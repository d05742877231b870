using Gan.Torch.Tests.Fixtures;
using TorchSharp;
using Xunit.Abstractions;

namespace Gan.Torch.Tests.Api;

/// <summary>
/// Gan.Torch offers nothing that TorchSharp 0.107 does not offer with the same signature, so that whatever compiles against
/// it compiles against TorchSharp. The list was read from TorchSharp's own assembly.
/// </summary>
public sealed class SignatureSubsetTests(ITestOutputHelper output)
{
    private const string Obsolete = " [obsolete]";
    private static readonly string[] List = Resource.Lines("torchsharp-0.107.api.txt.gz");

    private static readonly HashSet<string> TheirMembers =
        [.. List.Where(l => !l.StartsWith("TYPE ", StringComparison.Ordinal)).Select(WithoutObsolete)];

    private static readonly Dictionary<string, TypeShape> TheirTypes =
        List.Where(l => l.StartsWith("TYPE ", StringComparison.Ordinal)).Select(TypeShape.Parse).ToDictionary(s => s.Name);

    private static readonly Type[] OurTypes = [.. ApiPrinter.Types(typeof(torch).Assembly)];
    private static readonly HashSet<string> OurMembers = [.. OurTypes.SelectMany(ApiPrinter.Members)];

    [Fact]
    public void Every_public_type_has_the_kind_and_the_bases_that_TorchSharp_gives_it()
    {
        var wrong = OurTypes.Select(TypeShape.Of).SelectMany(Differences);
        wrong.Should().BeEmpty();
    }

    [Fact]
    public void Every_public_member_is_in_TorchSharp_with_the_same_signature()
    {
        var extra = OurMembers.Where(m => !TheirMembers.Contains(m)).Order();
        extra.Should().BeEmpty();
        output.WriteLine($"{OurMembers.Count} of TorchSharp's {TheirMembers.Count} members, "
            + $"{OurTypes.Length} of its {TheirTypes.Count} types.");
    }

    [Fact]
    public void Every_core_member_is_there()
    {
        var subset = Resource.Lines("torchsharp-0.107.subset.txt.gz").Select(l => l.Split(' ', 2))
            .ToLookup(p => p[0], p => WithoutObsolete(p[1]));
        foreach (var part in subset)
        {
            var missing = part.Where(m => !OurMembers.Contains(m)).ToArray();
            output.WriteLine($"{part.Key}: {part.Count() - missing.Length} of {part.Count()}");
            foreach (var line in missing) output.WriteLine($"  missing {line}");
        }
        subset["CORE"].Where(m => !OurMembers.Contains(m)).Should().BeEmpty();
    }

    private static string WithoutObsolete(string line) =>
        line.EndsWith(Obsolete, StringComparison.Ordinal) ? line[..^Obsolete.Length] : line;

    private static IEnumerable<string> Differences(TypeShape ours)
    {
        if (!TheirTypes.TryGetValue(ours.Name, out var theirs))
        {
            yield return $"{ours.Name} does not exist in TorchSharp";
            yield break;
        }
        if (ours.Kind != theirs.Kind || ours.Access != theirs.Access)
            yield return $"{ours.Name} is {ours.Access} {ours.Kind}, in TorchSharp {theirs.Access} {theirs.Kind}";
        if (ours.Constraints != theirs.Constraints)
            yield return $"{ours.Name} has '{ours.Constraints}', in TorchSharp '{theirs.Constraints}'";
        foreach (var extra in ours.Bases.Except(theirs.Bases))
            yield return $"{ours.Name} is a {extra}, in TorchSharp it is not";
    }
}
