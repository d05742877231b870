namespace Gan.Architecture.Tests;

/// <summary>One dialect in all rooms. What goes where in a line is CSharpier's: eng/format.sh.</summary>
public sealed class FormatTests
{
    [Theory]
    [InlineData("benchmarks")]
    [InlineData("eng")]
    [InlineData("samples")]
    [InlineData("tests")]
    [InlineData("src/Gan.Backend")]
    [InlineData("src/Gan.Core")]
    [InlineData("src/Gan.Data")]
    [InlineData("src/Gan.Games")]
    [InlineData("src/Gan.Kernels")]
    [InlineData("src/Gan.Losses")]
    [InlineData("src/Gan.Metrics")]
    [InlineData("src/Gan.Monitoring")]
    [InlineData("src/Gan.Net")]
    [InlineData("src/Gan.Networks")]
    [InlineData("src/Gan.Serving")]
    [InlineData("src/Shared")]
    public void A_file_is_written_in_the_repositorys_dialect(string folder) =>
        string.Join('\n', Offences(folder)).Should().BeEmpty();

    [Theory]
    [InlineData("if (a) return;", "no braces")]
    [InlineData("if (a) { } else return;", "no braces")]
    [InlineData("foreach (var x in xs) Use(x);", "no braces")]
    [InlineData("var x = a ? 1 : b ? 2 : 3;", "a ternary within a ternary")]
    [InlineData("var x = (a ? b : c) ? 2 : 3;", "a ternary within a ternary")]
    [InlineData("(a, this.b) = (1, 2);", "several things at once")]
    [InlineData("a = 1; b = 2;", "two statements in a line")]
    [InlineData("int a = 1, b = 2;", "several at once")]
    [InlineData("}\nprivate int _a; void N() {", "names a field _a")]
    [InlineData("}\nprivate readonly int Count; void N() {", "names a private field Count")]
    public void The_check_sees(string code, string offence) =>
        Dialect
            .Offences("x.cs", $"class C\n{{\nvoid M()\n{{\n{code}\n}}\n}}\n")
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain(offence);

    [Theory]
    [InlineData("if (a) { } else if (b) { }")]
    [InlineData("using (a)\nusing (b) { }")]
    [InlineData("var x = a ? F(() => b ? 1 : 2) : 3;")]
    [InlineData("(a, b) = (b, a);")]
    [InlineData("(a, b) = F();")]
    [InlineData("var (a, b) = (1, 2);")]
    [InlineData("}\nprivate static readonly int Count; void N() {")]
    public void The_check_lets_pass(string code) =>
        Dialect.Offences("x.cs", $"class C\n{{\nvoid M()\n{{\n{code}\n}}\n}}\n").Should().BeEmpty();

    private static IEnumerable<string> Offences(string folder) =>
        Repository.Files(folder, "*.cs").SelectMany(file => Dialect.Offences(file, Repository.Read(file)));
}
