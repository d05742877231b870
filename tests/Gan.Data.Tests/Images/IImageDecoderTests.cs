using TorchSharp;

namespace Gan.Data.Tests.Images;

public sealed class IImageDecoderTests : FolderTest
{
    [Fact]
    public void An_error_of_a_codec_of_ones_own_arrives_as_it_was_thrown()
    {
        Put("a.bmp", "b.bmp");
        Action load = () => ImageFolder.Load(folder.Path, Bmp.Small with { Decoder = new FailingDecoder() });
        load.Should().Throw<NotSupportedException>().WithMessage("no library");
    }

    private sealed class FailingDecoder : IImageDecoder
    {
        public string Name => "failing";

        public DecodedImage Decode(ReadOnlySpan<byte> file, DecodeRequest request) =>
            throw new NotSupportedException("no library");
    }
}
