using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Gan.Tool.Tests.Commands;

/// <summary>gan serve as a process of its own.</summary>
public sealed class ServeCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Waits for the line that says where it listens.
    private Process Start(string file, string words, out Uri address)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Gan.Tool.dll");
        var process = Process.Start(
            new ProcessStartInfo(
                "env",
                ["--default-signal=TERM", "dotnet", program, "serve", file, "--port", "0", .. words.Split(' ')]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder.Root,
            }
        )!;
        var line = process.StandardOutput.ReadLine();
        line.Should().NotBeNull(process.HasExited ? process.StandardError.ReadToEnd() : "");
        address = new Uri(line!.Split(" at ")[1].Split(" and ")[0].Split(". ")[0]);
        return process;
    }

    private static void Terminate(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    [LinuxFact("env of other systems knows no signals")]
    public async Task SIGTERM_under_load_loses_no_request_that_was_taken_and_ends_with_0()
    {
        using var process = Start(Onnx.Fixture("dcgan-labels.onnx"), "--name digits --max-batch 4", out var address);
        using var client = new HttpClient { BaseAddress = address };
        var statuses = new ConcurrentBag<HttpStatusCode>();
        var cut = new ConcurrentBag<string>();
        var isGone = false;
        async Task Ask(int number)
        {
            // Each sends until the server takes no more.
            for (var i = 0; i < 5_000 && !Volatile.Read(ref isGone); i++)
            {
                try
                {
                    // POST, which HttpClient does not repeat by itself.
                    using var content = new StringContent($$$"""{"parameters":{"seed":{{{number}}},"count":4}}""");
                    using var answer = await client.PostAsync("/v2/models/digits/infer", content);
                    var body = await answer.Content.ReadAsStringAsync();
                    statuses.Add(answer.StatusCode);
                    if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                    {
                        return; // it said that it stops
                    }
                    if (JsonElement.Parse(body).GetProperty("outputs")[0].GetProperty("data").GetArrayLength() != 1024)
                    {
                        cut.Add("half an answer");
                    }
                }
                catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
                {
                    return; // it listens no more
                }
                catch (HttpRequestException e)
                {
                    cut.Add($"{e.HttpRequestError}: {e.Message}");
                    return;
                }
            }
        }
        var load = Enumerable.Range(0, 8).Select(number => Task.Run(() => Ask(number))).ToList();
        while (statuses.Count < 50)
        {
            await Task.Delay(5);
        }
        Terminate(process);
        await process.WaitForExitAsync();
        Volatile.Write(ref isGone, true);
        await Task.WhenAll(load);
        process.ExitCode.Should().Be(0, await process.StandardError.ReadToEndAsync());
        (await process.StandardOutput.ReadToEndAsync()).Should().Contain("Stopped");
        statuses.Should().OnlyContain(s => s == HttpStatusCode.OK || s == HttpStatusCode.ServiceUnavailable);
        cut.Should().BeEmpty();
    }

    [LinuxFact("env of other systems knows no signals")]
    public async Task A_runs_folder_is_served_with_keys_of_a_file()
    {
        ToolRun.Good(
            $"train --data ring --network mlp-small --loss vanilla --steps 2 --out {folder["runs"]} --checkpoints none"
        );
        var keys = folder.Write("keys", "# of the tests\nfirst-secret\nsecond-secret\n");
        var run = folder["runs/00000-ring-mlp-small"];
        using var process = Start(run, $"--api-key-file {keys}", out var address);
        using var client = new HttpClient { BaseAddress = address };
        (await client.GetAsync("/v2/health/ready")).StatusCode.Should().Be(HttpStatusCode.OK);
        var path = "/v2/models/00000-ring-mlp-small/infer";
        (await client.PostAsync(path, new StringContent("{}"))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        client.DefaultRequestHeaders.Add("X-Api-Key", "second-secret");
        using var answer = await client.PostAsync(path, new StringContent("""{"parameters":{"seed":4,"count":3}}"""));
        var json = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        var served = json.GetProperty("outputs")[0].GetProperty("data").EnumerateArray().Select(e => e.GetSingle());
        using var gan = TrainedGan.Load(Path.Combine(run, "generator.safetensors"));
        var made = gan.Sample(3, seed: 4).data<float>().ToArray();
        served.Zip(made, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-5f);
        Terminate(process);
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("--max-batch 0", "MaxBatch must be in [1, 4096], but was 0.")]
    [InlineData("--host nowhere", "Host must be 'localhost', '*' or an address such as 127.0.0.1, but was 'nowhere'.")]
    [InlineData("--port 5 --grpc-port 5", "GrpcPort must be another than Port: without TLS a port speaks one version")]
    public void Wrong_settings_are_misuse(string words, string sentence)
    {
        var run = ToolRun.Of($"serve {Onnx.Fixture("dcgan-labels.onnx")} {words}");
        run.Status.Should().Be(ExitCode.Misused);
        run.Errors.Should().StartWith(sentence);
    }

    [Fact]
    public void A_file_without_a_key_serves_nobody()
    {
        var keys = folder.Write("keys", "# none\n");
        var run = ToolRun.Of($"serve {Onnx.Fixture("dcgan-labels.onnx")} --api-key-file {keys}");
        run.Status.Should().Be(ExitCode.Misused);
        run.Errors.Should().Be($"'{keys}' names no key. Write one into each line.\n");
    }

    [Fact]
    public void What_is_no_generator_is_told()
    {
        ToolRun.Of($"serve {folder["none.onnx"]}").Errors.Should().Contain("There is no file");
        ToolRun.Of($"serve {Onnx.Fixture("plain.onnx")}").Errors.Should().Contain("no Gan.Net metadata");
    }
}
