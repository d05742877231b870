// decode FOLDER THREADS: seconds by the clock and of the processor to read a folder's images at 64 x 64 after a
// warm-up; cache FOLDER COUNT: first and second start with so many tiny files.
using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Gan.Data;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["decode", var folder, var threads] => Decode(folder, int.Parse(threads)),
    ["cache", var folder, var count] => Cache(folder, int.Parse(count)),
    _ => throw new ArgumentException("decode FOLDER THREADS, or cache FOLDER COUNT"),
};

static int Decode(string folder, int threads)
{
    var options = new ImageFolderOptions { Size = 64, Workers = threads };
    for (var warmUp = 0; warmUp < 2; warmUp++)
    {
        ImageFolder.Load(folder, options).Dispose();
    }
    using var process = Process.GetCurrentProcess();
    var before = process.TotalProcessorTime;
    var watch = Stopwatch.StartNew();
    using var images = ImageFolder.Load(folder, options);
    var seconds = watch.Elapsed.TotalSeconds;
    process.Refresh();
    Console.WriteLine($"{images.Count} {seconds} {(process.TotalProcessorTime - before).TotalSeconds}");
    return 0;
}

static int Cache(string folder, int count)
{
    for (var i = 0; i < count; i++)
    {
        var classFolder = Path.Combine(folder, "files", $"class {i % 100:d2}");
        Directory.CreateDirectory(classFolder);
        File.WriteAllBytes(Path.Combine(classFolder, $"{i:d6}.bmp"), Bmp(i));
    }
    var options = new ImageFolderOptions { Size = 32, Cache = Path.Combine(folder, "cache") };
    foreach (var start in new[] { "first", "second", "third" })
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        using var images = ImageFolder.Load(Path.Combine(folder, "files"), options);
        var loaded = watch.Elapsed.TotalSeconds;
        process.Refresh();
        var worked = (process.TotalProcessorTime - before).TotalSeconds;
        var stream = new BatchStream(images, 64, seed: 0, TorchSharp.torch.CPU);
        stream.Read(0).Dispose();
        Console.WriteLine(
            $"{start} {images.Count} {loaded} "
                + $"{worked} {watch.Elapsed.TotalSeconds} {new FileInfo(options.Cache).Length}"
        );
    }
    return 0;
}

static byte[] Bmp(int seed)
{
    const int Side = 16;
    var file = new byte[54 + Side * Side * 3];
    new Random(seed).NextBytes(file);
    file.AsSpan(0, 54).Clear();
    "BM"u8.CopyTo(file);
    foreach (var (at, value) in new[] { (10, 54), (14, 40), (18, Side), (22, Side), (26, 1 | 24 << 16) })
    {
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
    }
    return file;
}
