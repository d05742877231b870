using static TorchSharp.torch;

namespace Gan.Tests;

public sealed class LayerStreamTests
{
    [Fact]
    public void A_stream_holds_until_its_setting_is_disposed()
    {
        using var outer = new Generator(1);
        using var inner = new Generator(2);
        using (LayerStream.Use(outer))
        {
            using (LayerStream.Use(inner))
            {
                LayerStream.Current.Should().BeSameAs(inner);
            }
            LayerStream.Current.Should().BeSameAs(outer);
        }
        LayerStream.Current.Should().BeNull();
    }
}
