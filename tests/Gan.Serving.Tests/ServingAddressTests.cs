namespace Gan.Serving.Tests;

public sealed class ServingAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("localhost", "127.0.0.1")]
    [InlineData("*", "0.0.0.0")]
    [InlineData("::1", "::1")]
    public void A_host_is_an_address(string host, string address) =>
        new ServingAddress { Host = host }
            .Ip!.ToString()
            .Should()
            .Be(address);

    [Fact]
    public void This_machine_alone_is_the_default()
    {
        new ServingAddress().Host.Should().Be("127.0.0.1");
        new ServingAddress().GrpcPort.Should().BeNull();
        new ServingAddress { Host = null! }
            .Problems()
            .Should()
            .ContainSingle();
        new ServingAddress { Port = 80, GrpcPort = 80 }
            .Problems()
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain("TLS");
        new ServingAddress { Port = 0, GrpcPort = 0 }
            .Problems()
            .Should()
            .BeEmpty("each takes a free one");
    }
}
