using System.Net;
using Gan.Runtime;

namespace Gan.Serving.Tests.Http;

public sealed class ImageEndpointsTests
{
    private static byte[] Png(int count, long seed, long? label, int columns)
    {
        using var gan = ShippedGan.Load(RunningServer.Fixture("dcgan-labels.onnx"));
        var path = Path.GetTempFileName();
        var samples = gan.Sample(count, label, seed);
        samples.Save(path, columns);
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    [Fact]
    public async Task A_grid_is_the_file_that_Save_writes()
    {
        await using var server = await RunningServer.Start();
        using var answer = await server.Client.GetAsync("/v1/images?seed=5&count=7&label=1&columns=4");
        answer.Content.Headers.ContentType!.MediaType.Should().Be("image/png");
        (await answer.Content.ReadAsByteArrayAsync()).Should().Equal(Png(7, 5, 1, 4));
        answer.Headers.GetValues("X-Gan-Seed").Should().Equal("5");
    }

    [Fact]
    public async Task One_is_a_picture_without_a_frame_and_a_new_one_names_its_seed()
    {
        await using var server = await RunningServer.Start();
        using var answer = await server.Client.GetAsync("/v1/images");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        bytes[16..24].Should().Equal([0, 0, 0, 16, 0, 0, 0, 16], "16 x 16 pixels");
        var seed = answer.Headers.GetValues("X-Gan-Seed").Single();
        var again = await server.Client.GetByteArrayAsync($"/v1/images?seed={seed}&count=1");
        again.Should().Equal(bytes);
    }

    [Theory]
    [InlineData("seed=x", "'seed' must be a whole number, but was 'x'.")]
    [InlineData("sed=1", "There is no 'sed'")]
    [InlineData("columns=-1", "'columns' must be in [0, 10000], but was -1.")]
    [InlineData("count=4&columns=10000&seed=1&truncation=x", "'truncation' must be a number")]
    [InlineData("truncation=1e39", "'truncation' must be a number")]
    [InlineData("label=9", "'label' must be in [0, 3)")]
    [InlineData("condition=1,2", "This GAN has no conditions")]
    [InlineData("count=99999999999", "A request may ask for 1 to 256 samples")]
    public async Task What_cannot_be_is_told(string query, string sentence)
    {
        await using var server = await RunningServer.Start();
        using var answer = await server.Client.GetAsync($"/v1/images?{query}");
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await RunningServer.Error(answer)).Should().StartWith(sentence);
    }

    [Fact]
    public async Task Wide_grids_are_bounded_too()
    {
        await using var server = await RunningServer.Start(options: new() { MaxPixels = 4096 });
        using var answer = await server.Client.GetAsync("/v1/images?count=2&columns=17");
        (await RunningServer.Error(answer)).Should().StartWith("A picture may have 4096 pixels");
    }

    [Fact]
    public async Task What_makes_no_pictures_says_so()
    {
        await using var server = await RunningServer.Start("mlp-conditions.onnx");
        using var answer = await server.Client.GetAsync("/v1/images");
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await RunningServer.Error(answer))
            .Should()
            .Be("'mlp-conditions' makes no pictures. Ask by /v2/models/mlp-conditions/infer.");
    }
}
