using System.CommandLine;
using Gan.Serving;
using Gan.Tool.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Gan.Tool.Commands;

/// <summary><c>gan serve</c>: a generator by HTTP and gRPC, until a signal ends it.</summary>
internal sealed class ServeCommand : ToolCommand
{
    /// <summary>Keys that a client must name, divided by commas.</summary>
    internal const string KeysVariable = "GAN_API_KEYS";

    private static readonly ServingOptions Standard = new();

    private readonly Argument<string> file;
    private readonly Option<string> host;
    private readonly Option<int> port;
    private readonly Option<int?> grpcPort;
    private readonly Option<string?> name;
    private readonly Option<string?> keys;
    private readonly Option<int> maxBatch;
    private readonly Option<int> maxDelay;
    private readonly Option<int> queue;
    private readonly Option<int> maxCount;
    private readonly Option<long> maxPixels;
    private readonly Option<int> maxBody;
    private readonly Option<int> threads;
    private readonly Option<bool> gallery;
    private readonly Option<string?> onnxWeb;

    /// <param name="console">Where it writes to.</param>
    public ServeCommand(ToolConsole console)
        : base("serve", "Serves a generator by HTTP and gRPC.", console)
    {
        file = Word("file", "An .onnx file of gan export, a generator's file, or a run's folder");
        host = Add("--host", "Address to listen at; * for all of this machine", "127.0.0.1");
        port = Add("--port", "Port of HTTP; 0 for a free one", 8000);
        grpcPort = Add<int?>("--grpc-port", "Port of gRPC; left out, there is none");
        name = Add<string?>("--name", "Name of the model in addresses; left out, that of the file or run");
        keys = Add<string?>("--api-key-file", $"A file with a key in each line; without, those of {KeysVariable}");
        maxBatch = Add("--max-batch", "Samples that are made at once", Standard.MaxBatch);
        maxDelay = Add(
            "--max-delay",
            "Milliseconds that a request waits for others",
            (int)Standard.MaxDelay.TotalMilliseconds
        );
        queue = Add("--queue", "Requests that may wait; further ones get status 429", Standard.Queue);
        maxCount = Add("--max-count", "Samples of a request", Standard.MaxCount);
        maxPixels = Add("--max-pixels", "Pixels of a request", Standard.MaxPixels);
        maxBody = Add("--max-body", "Bytes of a request", Standard.MaxBodyBytes);
        threads = Add("--threads", "Threads of the network; 0 for one of each core", Standard.Threads);
        gallery = Add("--gallery", "Whether /gallery/ shows the generator in the browser", Standard.Gallery);
        onnxWeb = Add<string?>("--onnx-web", "Folder dist of the npm package onnxruntime-web, for the gallery");
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult line)
    {
        var path = line.GetValue(file)!;
        var options = Settings(line, path);
        var address = new ServingAddress
        {
            Host = line.GetValue(host)!,
            Port = line.GetValue(port),
            GrpcPort = line.GetValue(grpcPort),
        };
        if (options.Problems().Concat(address.Problems()).ToList() is { Count: > 0 } problems)
        {
            throw new ToolException(string.Join(" ", problems));
        }
        using (var shipped = new ServableFile(path))
        {
            Serve(GanServer.Create(shipped.Path, options, address), options).GetAwaiter().GetResult();
        }
        return ExitCode.Done;
    }

    private async Task Serve(WebApplication app, ServingOptions options)
    {
        await using (app)
        {
            await app.StartAsync();
            Console.Out.WriteLine($"Serving {options.Name} at {string.Join(" and ", app.Urls)}. Ctrl-C ends it.");
            if (options is { Gallery: true, ApiKeys.Count: 0 })
            {
                Console.Out.WriteLine($"Gallery: {app.Urls.First()}/gallery/");
            }
            await app.WaitForShutdownAsync();
        }
        Console.Out.WriteLine("Stopped: all requests that were taken are answered.");
    }

    private ServingOptions Settings(ParseResult line, string path) =>
        new()
        {
            Name = line.GetValue(name) ?? ServableFile.NameOf(path),
            MaxBatch = line.GetValue(maxBatch),
            MaxDelay = TimeSpan.FromMilliseconds(line.GetValue(maxDelay)),
            Queue = line.GetValue(queue),
            MaxCount = line.GetValue(maxCount),
            MaxPixels = line.GetValue(maxPixels),
            MaxBodyBytes = line.GetValue(maxBody),
            Threads = line.GetValue(threads),
            Gallery = line.GetValue(gallery),
            OnnxWeb = line.GetValue(onnxWeb),
            ApiKeys = Keys(line.GetValue(keys)),
        };

    private string[] Keys(string? path)
    {
        const StringSplitOptions plain = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        if (path is null)
        {
            return ((string?)Console.Environment[KeysVariable])?.Split(',', plain) ?? [];
        }
        var named = File.ReadAllText(path).Split('\n', plain).Where(key => !key.StartsWith('#')).ToArray();
        if (named.Length == 0)
        {
            // A file of keys without a key must not open the server to everybody.
            throw new ToolException($"'{path}' names no key. Write one into each line.");
        }
        return named;
    }
}
