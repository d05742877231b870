namespace Gan.Architecture.Tests;

/// <summary>The compiler refuses what eng/BannedSymbols.txt lists; here only that nothing gets around it.</summary>
public sealed class BannedSymbolTests
{
    [Theory]
    [InlineData("T:System.Console;")]
    [InlineData("P:System.DateTime.Now;")]
    [InlineData("M:System.Threading.Thread.Sleep(System.Int32);")]
    [InlineData("P:System.Random.Shared;")]
    public void What_libraries_must_not_use_is_banned(string symbol) =>
        Repository
            .Lines("eng/BannedSymbols.txt")
            .Should()
            .Contain(line => line.StartsWith(symbol, StringComparison.Ordinal));

    [Fact]
    public void Every_room_is_compiled_under_the_ban()
    {
        Repository
            .Read("src/Directory.Build.props")
            .Should()
            .Contain("BannedApiAnalyzers")
            .And.Contain("eng/BannedSymbols.txt");
        Repository
            .Files("src", "*.csproj", "*.cs")
            .Where(f => Repository.Read(f).Contains("RS0030"))
            .Should()
            .Equal(["src/Gan.Tool/ToolConsole.cs"], "a program writes to the console, at one place");
    }
}
