namespace Gan.Data.Tests.Cache;

public sealed class CacheWriterTests : CacheTest
{
    [Fact]
    public void A_broken_off_start_leaves_no_cache_and_the_next_clears_up()
    {
        using var stop = new CancellationTokenSource();
        Action load = () =>
            ImageFolder.Load(
                folder.Path,
                Options with
                {
                    Decoder = new StoppingDecoder(stop),
                },
                cancellation: stop.Token
            );
        load.Should().Throw<OperationCanceledException>();
        Directory.GetFiles(place.Path).Should().BeEmpty();
        var busyName = $"photos.cache.{new string('b', 32)}.part";
        place.Write($"photos.cache.{new string('a', 32)}.part", [1, 2, 3]);
        place.Write("photos.cache.zip.part", [1, 2, 3]); // somebody's download
        place.Write("photos.cache.part", [1, 2, 3]);
        using var busy = new FileStream(
            Path.Combine(place.Path, busyName),
            FileMode.Create,
            FileAccess.Write,
            FileShare.None
        );
        Load(Options).Dispose();
        Directory
            .GetFiles(place.Path)
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo("photos.cache", busyName, "photos.cache.zip.part", "photos.cache.part");
    }

    [Fact]
    public void Where_none_can_be_written_the_images_stay_in_memory_and_a_warning_says_so()
    {
        using var data = Load(Options with { Cache = Path.Combine(At("class 0/0.bmp"), "x") }, out var log);
        (data.IsCached, data.Count).Should().Be((false, 6));
        log.Warnings.Should().Contain(w => w.Contains("cannot be written"));
    }

    private sealed class StoppingDecoder(CancellationTokenSource stop) : IImageDecoder
    {
        public string Name => "stopping";

        public DecodedImage Decode(ReadOnlySpan<byte> file, DecodeRequest request)
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        }
    }
}
