using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Gan.Tests;

namespace Serving;

/// <summary>What clients do to a server, and what they saw.</summary>
internal sealed class Load(Uri address, string model) : IDisposable
{
    private readonly HttpClient client = new() { BaseAddress = address };

    /// <summary>Samples, as the numbers behind the JSON.</summary>
    private async Task<float[]> Ask(long seed, int count = 1)
    {
        using var content = new StringContent(
            $$$"""{"inputs":[],"parameters":{"seed":{{{seed}}},"count":{{{count}}},"binary_data_output":true}}"""
        );
        using var answer = await client.PostAsync($"/v2/models/{model}/infer", content);
        answer.EnsureSuccessStatusCode();
        var json = answer.Headers.GetValues("Inference-Header-Content-Length").Single();
        var body = await answer.Content.ReadAsByteArrayAsync();
        return MemoryMarshal.Cast<byte, float>(body.AsSpan(int.Parse(json, CultureInfo.InvariantCulture))).ToArray();
    }

    /// <summary>Clients that ask again as soon as they are answered.</summary>
    /// <returns>Answers a second.</returns>
    internal async Task<double> Throughput(int clients, double seconds)
    {
        await Closed(clients, 1);
        var clock = Stopwatch.StartNew();
        var answers = await Closed(clients, seconds);
        return answers / clock.Elapsed.TotalSeconds;
    }

    private async Task<long> Closed(int clients, double seconds)
    {
        var end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        var answers = 0L;
        await Task.WhenAll(
            Enumerable
                .Range(0, clients)
                .Select(n =>
                    Task.Run(async () =>
                    {
                        for (var i = 0L; Stopwatch.GetTimestamp() < end; i++)
                        {
                            await Ask((n * 1_000_000L) + i);
                            Interlocked.Increment(ref answers);
                        }
                    })
                )
        );
        return answers;
    }

    /// <summary>Requests that come at random times, whether earlier ones are answered or not: seconds of each, from the
    /// time that it was due.</summary>
    internal async Task<double[]> Open(double rate, double seconds)
    {
        var random = new Random(1);
        var times = new ConcurrentBag<double>();
        var asked = new List<Task>();
        var clock = Stopwatch.StartNew();
        for (var due = 0.0; due < seconds; due -= Math.Log(1 - random.NextDouble()) / rate)
        {
            var wait = due - clock.Elapsed.TotalSeconds;
            if (wait > 0.001)
            {
                await Task.Delay(TimeSpan.FromSeconds(wait));
            }
            var (begin, seed) = (due, asked.Count);
            asked.Add(
                Task.Run(async () =>
                {
                    await Ask(seed);
                    times.Add(clock.Elapsed.TotalSeconds - begin);
                })
            );
        }
        await Task.WhenAll(asked);
        return [.. times.Order()];
    }

    /// <summary>32 clients at once beside one alone: the largest difference of a number.</summary>
    internal async Task<double> Difference()
    {
        var alone = new List<float[]>();
        for (var seed = 0; seed < 32; seed++)
        {
            alone.Add(await Ask(seed, 3));
        }
        var together = await Task.WhenAll(Enumerable.Range(0, 32).Select(seed => Task.Run(() => Ask(seed, 3))));
        return alone.Zip(together, Difference).Max();
    }

    private static double Difference(float[] one, float[] other) =>
        one.Length == other.Length ? one.Zip(other, (a, b) => Math.Abs((double)a - b)).Max() : double.PositiveInfinity;

    /// <summary>Asks until the server takes no more.</summary>
    /// <returns>Answers, refusals with status 503, and requests that were sent and never answered.</returns>
    internal async Task<(long Answered, long Refused, long Lost)> Drain(int clients, Action afterSome)
    {
        var (answered, refused, lost) = (0L, 0L, 0L);
        async Task Until(int n)
        {
            while (true)
            {
                try
                {
                    await Ask(n, 4);
                    if (Interlocked.Increment(ref answered) == 500)
                    {
                        afterSome();
                    }
                }
                catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    Interlocked.Increment(ref refused);
                    return;
                }
                catch (HttpRequestException e)
                {
                    lost += e.HttpRequestError == HttpRequestError.ConnectionError ? 0 : 1;
                    return;
                }
            }
        }
        await Task.WhenAll(Enumerable.Range(0, clients).Select(n => Task.Run(() => Until(n))));
        return (answered, refused, lost);
    }

    /// <summary>Bodies that were good once.</summary>
    /// <returns>How many had each status.</returns>
    internal async Task<SortedDictionary<int, int>> Mutated(int count, int clients)
    {
        var statuses = new ConcurrentBag<int>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, clients),
            new ParallelOptions { MaxDegreeOfParallelism = clients },
            async (n, token) =>
            {
                var bodies = new MutatedBodies(1000 + n);
                for (var i = 0; i < count / clients; i++)
                {
                    using var request = bodies.Next();
                    using var answer = await client.SendAsync(request, token);
                    statuses.Add((int)answer.StatusCode);
                }
            }
        );
        return new(statuses.GroupBy(status => status).ToDictionary(group => group.Key, group => group.Count()));
    }

    public void Dispose() => client.Dispose();
}
