using System.Diagnostics;
using System.Globalization;

namespace Gan.Acceptance.Tests;

/// <summary>The sample that serves, as a program of its own: it runs until a signal ends it.</summary>
public sealed class ServingSampleTests
{
    private static Process Start(params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo("dotnet", [SampleProgram.Path("Serving"), .. arguments])
            {
                WorkingDirectory = Path.GetTempPath(),
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;

    [Fact]
    public async Task It_serves_pages_of_its_own_beside_a_generator_and_ends_on_SIGTERM()
    {
        var file = Path.Combine(SampleProgram.Root, "tests/Gan.Runtime.Tests/Fixtures/dcgan-labels.onnx");
        using var process = Start(file, "--urls", "http://127.0.0.1:0");
        const string mark = "Now listening on: ";
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync();
        } while (line?.Contains(mark) == false);
        using var client = new HttpClient { BaseAddress = new(line!.Split(mark)[1]) };
        (await client.GetStringAsync("/")).Should().Contain("/v1/images?count=16");
        (await client.GetByteArrayAsync("/v1/images?count=16"))[1..4].Should().Equal("PNG"u8.ToArray());
        if (OperatingSystem.IsWindows())
        {
            process.Kill();
            return;
        }
        Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0);
    }

    [Fact]
    public void Without_a_file_it_says_what_it_needs()
    {
        using var process = Start();
        process.WaitForExit();
        process.ExitCode.Should().Be(1);
        process.StandardError.ReadToEnd().Should().StartWith("There is no file 'generator.onnx'.");
    }
}
