using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gan.Serving.Tests.Http;

public sealed class DoorTests
{
    // What HttpClient would not send.
    private static async Task<string> Raw(RunningServer server, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Client.BaseAddress!.Host, server.Client.BaseAddress.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_packed_body_is_refused_and_not_read_as_JSON()
    {
        await using var server = await RunningServer.Start();
        using var content = new ByteArrayContent([31, 139]);
        content.Headers.ContentEncoding.Add("gzip");
        using var answer = await server.Client.PostAsync("/v2/models/dcgan-labels/infer", content);
        answer.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await RunningServer.Error(answer)).Should().StartWith("Bodies in 'gzip' are not read");
    }

    [Fact]
    public async Task A_body_in_pieces_has_the_same_limit()
    {
        await using var server = await RunningServer.Start(options: new() { MaxBodyBytes = 2000 });
        var text =
            "POST /v2/models/dcgan-labels/infer HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
            + $"Connection: close\r\n\r\n{3000:x}\r\n{new string(' ', 3000)}\r\n0\r\n\r\n";
        var answer = await Raw(server, text);
        answer.Should().StartWith("HTTP/1.1 413").And.Contain("\"error\"");
    }

    [Theory]
    [InlineData("GET /v1/images?seed=%ff%fe HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("GET /v2/models/%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "HTTP/1.1 4")]
    [InlineData("GET /v2/models/..%2f..%2fx HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "HTTP/1.1 404")]
    [InlineData("nonsense\r\n\r\n", "HTTP/1.1 400")]
    public async Task What_no_client_sends_is_refused_too(string text, string status)
    {
        await using var server = await RunningServer.Start();
        (await Raw(server, text)).Should().StartWith(status);
        (await server.Get("/v2/health/ready")).GetProperty("ready").GetBoolean().Should().BeTrue();
    }
}
