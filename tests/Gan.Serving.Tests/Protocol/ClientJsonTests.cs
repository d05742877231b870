using Gan.Serving.Protocol;

namespace Gan.Serving.Tests.Protocol;

public sealed class ClientJsonTests
{
    [Theory]
    [InlineData("", "The body is no JSON: see line 1, byte 0.")]
    [InlineData("{\"a\":1,}", "The body is no JSON: see line 1, byte 7.")]
    [InlineData("{\n\"a\":NaN}", "The body is no JSON: see line 2, byte 4.")]
    [InlineData("7", "The body must be a JSON object.")]
    public void What_is_no_object_is_told_with_its_place(string text, string sentence) =>
        FluentActions.Invoking(() => (Action)(() => ClientJson.Read(text.Bytes()))).Invoke().ShouldBeRefused(sentence);

    [Fact]
    public void Depth_has_an_end()
    {
        var deep = $$"""{"a":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}""";
        FluentActions.Invoking(() => ClientJson.Read(deep.Bytes())).Should().Throw<Refusal>();
    }

    [Fact]
    public void Members_are_what_they_must_be()
    {
        var json = ClientJson.Read("""{"a":[1],"b":true,"c":"x","n":null,"bad":"\ud800"}""".Bytes());
        json.List("a").Should().ContainSingle();
        json.List("none").Should().BeEmpty();
        json.Member("n").Should().BeNull("null is as good as nothing");
        json.Member("b")!.Value.Truth("b").Should().BeTrue();
        json.Members().Select(member => member.Name).Should().Equal("a", "b", "c", "n", "bad");
        FluentActions
            .Invoking(() => json.List("b").Count())
            .Should()
            .Throw<Refusal>()
            .WithMessage("'b' must be a list.");
        FluentActions.Invoking(() => json.Member("a")!.Value.Text("a")).Should().Throw<Refusal>();
        FluentActions.Invoking(() => json.Member("a")!.Value.Member("x")).Should().Throw<Refusal>();
        FluentActions.Invoking(() => json.Member("c")!.Value.Truth("c")).Should().Throw<Refusal>();
        FluentActions
            .Invoking(() => json.Member("bad")!.Value.Text("bad"))
            .Should()
            .Throw<Refusal>()
            .WithMessage("'bad' is no valid text.");
    }
}
