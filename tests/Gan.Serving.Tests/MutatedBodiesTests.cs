using System.Collections.Concurrent;
using System.Net;

namespace Gan.Serving.Tests;

/// <summary>The benchmark of serving sends 20,000.</summary>
public sealed class MutatedBodiesTests
{
    [Fact]
    public async Task Two_thousand_mutated_bodies_give_samples_or_a_sentence_and_never_a_fault()
    {
        await using var server = await RunningServer.Start(options: new() { MaxDelay = TimeSpan.Zero });
        var statuses = new ConcurrentBag<HttpStatusCode>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 4),
            async (seed, _) =>
            {
                var bodies = new MutatedBodies(seed);
                for (var i = 0; i < 500; i++)
                {
                    using var request = bodies.Next();
                    using var answer = await server.Client.SendAsync(request);
                    statuses.Add(answer.StatusCode);
                    if (answer.StatusCode != HttpStatusCode.OK)
                    {
                        await RunningServer.Error(answer);
                    }
                }
            }
        );
        statuses.Should().OnlyContain(status => (int)status < 500);
        statuses.Count(status => status == HttpStatusCode.OK).Should().BeGreaterThan(50);
        statuses.Count(status => status == HttpStatusCode.BadRequest).Should().BeGreaterThan(1000);
        RunningServer.ShouldBe(await server.Infer("""{"parameters":{"seed":1}}"""), RunningServer.Made(1, 1));
    }
}
