using System.Net;

namespace Gan.Serving.Tests.Batching;

public sealed class BatcherTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private static Task<HttpResponseMessage> Ask(RunningServer server, string query) =>
        server.Client.GetAsync($"/v1/images?{query}");

    [Fact]
    public async Task Thirty_two_clients_get_what_one_gets()
    {
        await using var server = await RunningServer.Start();
        string Of(int seed) =>
            $$$"""{"parameters":{"seed":{{{seed}}},"count":{{{1 + (seed % 5)}}},"label":{{{seed % 3}}}}}""";
        var alone = new List<float[]>();
        var pictures = new List<byte[]>();
        for (var seed = 0; seed < 32; seed++)
        {
            alone.Add(await server.Infer(Of(seed)));
            pictures.Add(await server.Client.GetByteArrayAsync($"/v1/images?seed={seed}&count=2"));
        }
        await Task.WhenAll(
            Enumerable
                .Range(0, 32)
                .Select(seed =>
                    Task.Run(async () =>
                    {
                        for (var round = 0; round < 4; round++)
                        {
                            RunningServer.ShouldBe(await server.Infer(Of(seed)), alone[seed]);
                            var picture = await server.Client.GetByteArrayAsync($"/v1/images?seed={seed}&count=2");
                            picture.Should().Equal(pictures[seed]);
                        }
                    })
                )
        );
    }

    [Fact]
    public async Task Those_who_wait_are_made_together_and_a_full_queue_says_come_again()
    {
        using var sampler = new GatedSampler();
        await using var server = await RunningServer.Start(
            options: new()
            {
                Queue = 3,
                MaxBatch = 8,
                MaxDelay = TimeSpan.Zero,
            },
            sampler: sampler
        );
        var first = Ask(server, "seed=1");
        (await sampler.Reached.WaitAsync(Soon)).Should().BeTrue();
        List<Task<HttpResponseMessage>> waiting = [];
        HttpResponseMessage? refused = null;
        for (var i = 0; i < 4; i++)
        {
            var asked = Ask(server, $"seed={i}&count=2");
            waiting.Add(asked);
        }
        // Three of the four fit into the queue.
        var full = await Task.WhenAny(waiting).WaitAsync(Soon);
        waiting.Remove(full);
        refused = await full;
        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
        (await RunningServer.Error(refused)).Should().Be("3 requests wait already. Come again in a second.");
        sampler.LetGo();
        foreach (var asked in waiting.Prepend(first))
        {
            (await asked.WaitAsync(Soon)).StatusCode.Should().Be(HttpStatusCode.OK);
        }
        sampler.Batches.Should().Equal(1, 6);
    }

    [Fact]
    public async Task A_batch_has_at_most_MaxBatch_samples_and_one_truncation()
    {
        using var sampler = new GatedSampler();
        await using var server = await RunningServer.Start(
            options: new() { MaxBatch = 4, MaxDelay = TimeSpan.FromMilliseconds(1) },
            sampler: sampler
        );
        var first = Ask(server, "seed=1");
        (await sampler.Reached.WaitAsync(Soon)).Should().BeTrue();
        var others = Enumerable.Range(0, 6).Select(i => Ask(server, $"seed={i}&count=3")).ToList();
        sampler.LetGo();
        foreach (var asked in others.Prepend(first))
        {
            (await asked.WaitAsync(Soon)).StatusCode.Should().Be(HttpStatusCode.OK);
        }
        sampler.Batches.Sum().Should().Be(19);
        sampler.Batches.Should().OnlyContain(count => count <= 4);
    }

    [Fact]
    public async Task Whoever_hangs_up_is_not_made()
    {
        using var sampler = new GatedSampler();
        await using var server = await RunningServer.Start(
            options: new() { MaxDelay = TimeSpan.Zero },
            sampler: sampler
        );
        var first = Ask(server, "seed=1");
        (await sampler.Reached.WaitAsync(Soon)).Should().BeTrue();
        using var patience = new CancellationTokenSource();
        var gone = server.Client.GetAsync("/v1/images?seed=2&count=64", patience.Token);
        await Task.Delay(100); // it waits in the queue by now
        await patience.CancelAsync();
        await gone.Invoking(g => g).Should().ThrowAsync<OperationCanceledException>();
        await Task.Delay(100); // and the server knows
        var last = Ask(server, "seed=3&count=2");
        sampler.LetGo();
        (await first.WaitAsync(Soon)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await last.WaitAsync(Soon)).StatusCode.Should().Be(HttpStatusCode.OK);
        sampler.Batches.Should().NotContain(count => count >= 64);
    }

    [Fact]
    public async Task A_stop_answers_all_that_wait()
    {
        using var sampler = new GatedSampler();
        await using var server = await RunningServer.Start(options: new() { MaxBatch = 2 }, sampler: sampler);
        var asked = Enumerable.Range(0, 9).Select(i => Ask(server, $"seed={i}")).ToList();
        (await sampler.Reached.WaitAsync(Soon)).Should().BeTrue();
        await Task.Delay(100); // the others wait by now
        var stop = server.App.StopAsync();
        await Task.Delay(50);
        stop.IsCompleted.Should().BeFalse();
        sampler.LetGo();
        foreach (var one in asked)
        {
            (await one.WaitAsync(Soon)).StatusCode.Should().Be(HttpStatusCode.OK);
        }
        await stop.WaitAsync(Soon);
        await server.Invoking(s => Ask(s, "seed=1")).Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task What_a_generator_throws_is_a_500_without_its_words()
    {
        using var sampler = new GatedSampler { Fails = true };
        sampler.LetGo();
        await using var server = await RunningServer.Start(sampler: sampler);
        using var answer = await Ask(server, "seed=1");
        answer.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await RunningServer.Error(answer)).Should().Be("The samples could not be made; the server's log says why.");
        sampler.Fails = false;
        using var next = await Ask(server, "seed=1");
        next.StatusCode.Should().Be(HttpStatusCode.OK, "one failure ends nothing");
    }
}
