using Gan.Serving.Protocol;

namespace Gan.Serving.Tests.Protocol;

public sealed class InferRequestTests
{
    private static InferRequest Read(string json, int? length = null) =>
        InferRequest.Read(Served.Of(), json.Bytes(), length);

    [Fact]
    public void Parameters_of_other_servers_are_let_pass_and_unknown_ones_are_told()
    {
        var request = Read("""{"id":"a","parameters":{"priority":1,"timeout":5,"sequence_id":0,"seed":3}}""");
        request.Id.Should().Be("a");
        request.Asked.Seed.Should().Be(3);
        request.BinaryOutput.Should().BeFalse();
        FluentActions
            .Invoking(() => Read("""{"parameters":{"stream":1}}"""))
            .Should()
            .Throw<Refusal>()
            .WithMessage("There is no parameter 'stream': there are seed, count, label and truncation.");
    }

    [Fact]
    public void Bytes_are_asked_for_by_request_or_by_output()
    {
        Read("""{"parameters":{"binary_data_output":true}}""").BinaryOutput.Should().BeTrue();
        Read("""{"outputs":[{"name":"image","parameters":{"binary_data":true}}]}""").BinaryOutput.Should().BeTrue();
        Read("""{"outputs":[{"name":"image"}],"parameters":{"binary_data_output":true}}""")
            .BinaryOutput.Should()
            .BeTrue();
    }

    [Fact]
    public void The_JSON_ends_where_it_says()
    {
        FluentActions.Invoking(() => Read("{}  ", 2)).Should().Throw<Refusal>().WithMessage("2 bytes are left *");
        FluentActions
            .Invoking(() => Read("{}", 3))
            .Should()
            .Throw<Refusal>()
            .WithMessage("*says 3, and the body has 2*");
    }
}
