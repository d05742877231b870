namespace Gan.Acceptance.Tests;

/// <summary>A project in an empty folder that knows the packages alone.</summary>
internal sealed class Consumer
{
    private readonly PackageFeed feed;

    /// <param name="feed">Where the packages are.</param>
    /// <param name="backend">The package of libtorch; null for none.</param>
    public Consumer(PackageFeed feed, string? backend)
        : this(feed, backend, "Gan.Net", Program) { }

    private Consumer(PackageFeed feed, string? backend, string library, string program)
    {
        this.feed = feed;
        Folder = Directory.CreateDirectory(Path.Combine(feed.Root, library, backend ?? "none", "consumer")).FullName;
        File.WriteAllText(Path.Combine(Folder, "nuget.config"), feed.Sources);
        File.WriteAllText(Path.Combine(Folder, "Consumer.csproj"), Project(backend, library));
        File.WriteAllText(Path.Combine(Folder, "Program.cs"), program);
        feed.Dotnet(Folder, "build", "-c", "Release", "--nologo");
    }

    public string Folder { get; }

    /// <summary>A program that takes Gan.Core and no other room, and says which kernels it has.</summary>
    public static Consumer OfCore(PackageFeed feed, string backend) => new(feed, backend, "Gan.Core", Kernels);

    /// <summary>A program that samples from a shipped generator, whose samples a file beside it has.</summary>
    public static Consumer OfRuntime(PackageFeed feed) => new(feed, null, "Gan.Runtime", Shipped);

    public string Built => Path.Combine(Folder, "bin", "Release", "net10.0");

    /// <summary>Publishes without building anew where the same build serves, and returns the folder.</summary>
    public string Publish(params string[] options)
    {
        var folder = Path.Combine(Folder, "published");
        feed.Dotnet(Folder, ["publish", "-c", "Release", "--nologo", "-o", folder, .. options]);
        return folder;
    }

    /// <summary>Runs the program and returns what it printed; it must end with status 0.</summary>
    public string Run(string folder, string first) => feed.Dotnet(folder, "Consumer.dll", first).Trim();

    /// <summary>The assembly whose kernels the program uses, or "none".</summary>
    /// <param name="setting">The variable GAN_KERNELS; null empties it.</param>
    public string KernelsIn(string folder, string? setting = null)
    {
        var (status, output) = feed.Run(folder, "dotnet", ("GAN_KERNELS", setting ?? ""), "Consumer.dll", "kernels");
        status.Should().Be(0, output);
        return output.Trim();
    }

    private static string Project(string? backend, string library) =>
        $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                <JsonSerializerIsReflectionEnabledByDefault>false</JsonSerializerIsReflectionEnabledByDefault>
                <RestoreFallbackFolders>{PackageFeed.SharedCache}</RestoreFallbackFolders>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{library}" Version="*-*" />
                {(backend is null ? "" : $"<PackageReference Include=\"{backend}\" Version=\"2.10.0\" />")}
              </ItemGroup>
            </Project>
            """;

    private const string Kernels = """
        using Gan;
        TorchBackend.EnsureAvailable();
        Console.WriteLine(LayerKernels.Current?.GetType().Assembly.GetName().Name ?? "none");
        """;

    private const string Shipped = """
        using System.Runtime.InteropServices;
        using Gan.Runtime;
        using var gan = ShippedGan.Load($"{args[0]}.onnx");
        var made = gan.Sample(6, seed: 11).Values.ToArray();
        var expected = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes($"{args[0]}.f32")).ToArray();
        var error = made.Zip(expected, (a, b) => Math.Abs(a - b)).Max();
        Console.WriteLine($"{made.Length == expected.Length && error < 1e-4}: {string.Join(',', gan.SampleShape)}");
        """;

    private const string Program = """
        using Gan;
        using Gan.Data;
        using Gan.Losses;
        using Gan.Metrics;
        using static TorchSharp.torch;

        switch (args[0])
        {
            case "torch":
                Console.WriteLine(ones(2, 3).sum().item<float>());
                return;
            case "gan":
                var training = new TrainingOptions { Steps = 2, BatchSize = 8 };
                using (var gan = new GanBuilder().WithDcgan().WithWgangp().WithTraining(training).Train())
                using (var samples = gan.Sample(4))
                {
                    gan.Save("generator.safetensors");
                    using var loaded = TrainedGan.Load("generator.safetensors");
                    Console.WriteLine($"{loaded.Step} steps: {string.Join(',', samples.shape)}");
                }
                return;
            case "picture":
                const string Dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLv"
                    + "AAAAAElFTkSuQmCC";
                File.WriteAllBytes("dot.png", Convert.FromBase64String(Dot));
                using (var picture = ImageFolder.ReadFile("dot.png", new ImageFolderOptions { Size = 8 }))
                {
                    var values = picture.data<byte>().ToArray().Distinct();
                    Console.WriteLine($"{string.Join(',', picture.shape)} {string.Join(',', values)}");
                }
                return;
            case "kernels":
                TorchBackend.EnsureAvailable();
                Console.WriteLine(LayerKernels.Current?.GetType().Assembly.GetName().Name ?? "none");
                return;
            case "cuda":
                Try("WithDevice", () => new GanBuilder().WithDevice("cuda").WithDcgan().WithWgangp().Build());
                Try("Device", () => new GanBuilder().WithDevice(new Device("cuda")).WithDcgan().WithWgangp().Build());
                Try("Load", () => TrainedGan.Load("none.safetensors", new Device("cuda")));
                return;
        }

        File.WriteAllText("file", "nothing");
        var spec = new NetworkSpec(new long[] { 2 }, 8);
        Try("GanBuilder.Build", () => new GanBuilder().WithDcgan().WithWgangp().Build());
        Try("GanBuilder.Train", () => new GanBuilder().WithMlp().WithVanilla().Train());
        Try("Mnist", () => Mnist.Embedded());
        Try("Ring", () => GaussianMixture.Ring());
        Try("ArrayDataset", () => ArrayDataset.Table(new float[,] { { 1, 2 } }));
        Try("ImageDataset", () => ImageDataset.FromBytes(new byte[16], 1, 4, 4));
        Try("ImageFolder", () => ImageFolder.Load("."));
        Try("ReadFile", () => ImageFolder.ReadFile("file"));
        Try("IdxFile", () => IdxFile.Load("file"));
        Try("NumpyDataset", () => NumpyDataset.Load("file"));
        Try("NpzFile", () => NpzFile.ReadAll("file"));
        Try("NpyFile", () => NpyFile.Read("file"));
        Try("Shuffle", () => Shuffle.Order(4, 1, 0));
        Try("Safetensors", () => Safetensors.Load("file"));
        Try("TrainedGan", () => TrainedGan.Load("file"));
        Try("TrainedDiscriminator", () => TrainedDiscriminator.Load("file"));
        Try("new ImageClassifier", () => new ImageClassifier([1, 8, 8], 2));
        Try("ImageClassifier.Load", () => ImageClassifier.Load("file"));
        Try("TorchScriptFeatures", () => new TorchScriptFeatures("file", new ImagePreparation()));
        Try("MlpGenerator", () => new MlpGenerator(new MlpOptions(), spec));
        Try("MlpDiscriminator", () => new MlpDiscriminator(new MlpOptions(), spec));

        static void Try(string door, Func<object> use)
        {
            try
            {
                use();
                Console.WriteLine($"{door}|none|");
            }
            catch (Exception e)
            {
                Console.WriteLine($"{door}|{e.GetType().Name}|{e.Message}");
            }
        }
        """;
}
