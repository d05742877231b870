using System.Text.RegularExpressions;

namespace Gan.Architecture.Tests;

/// <summary>Calls of TorchSharp that compile and do something else than they seem to.</summary>
public sealed class TorchTrapTests
{
    // A literal 0 is a ScalarType for the compiler, the first one: x.sum(0) adds all of x up as bytes.
    private static readonly Regex ZeroForAType = new(@"\.(sum|mean|prod|nansum)\(0\)");

    [Fact]
    public void No_axis_is_a_literal_0_where_a_type_may_stand() =>
        new[] { "src", "tests", "samples", "benchmarks" }
            .SelectMany(folder => Repository.Files(folder, "*.cs"))
            .Where(file => !file.EndsWith("TorchTrapTests.cs", StringComparison.Ordinal))
            .Where(file => ZeroForAType.IsMatch(Repository.Read(file)))
            .Should()
            .BeEmpty("sum([0]) says which axis");
}
