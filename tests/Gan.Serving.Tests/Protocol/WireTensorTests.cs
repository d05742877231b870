using System.Text.Json;
using Gan.Serving.Protocol;

namespace Gan.Serving.Tests.Protocol;

public sealed class WireTensorTests
{
    private static JsonElement Json(string text) => JsonElement.Parse(text);

    [Fact]
    public void Data_may_be_flat_or_nested()
    {
        var flat = WireTensor.OfJson("x", "FP32", [2, 2], Json("[1,2,3,4.5]"));
        var nested = WireTensor.OfJson("x", "FP64", [2, 2], Json("[[1,2],[3,4.5]]"));
        flat.Numbers.Should().Equal(1, 2, 3, 4.5f);
        nested.Numbers.Should().Equal(flat.Numbers);
        WireTensor.OfJson("x", "INT64", [1], Json("9007199254740993")).Whole.Should().Equal(9007199254740993);
    }

    [Fact]
    public void Bytes_are_little_endian()
    {
        byte[] one = [0, 0, 0x80, 0x3F]; // IEEE 754: 1.0f
        WireTensor.OfBytes("x", "FP32", [1], one).Numbers.Should().Equal(1);
        byte[] three = [0, 0, 0, 0, 0, 0, 0x08, 0x40]; // 3.0
        WireTensor.OfBytes("x", "FP64", [1], three).Numbers.Should().Equal(3);
        WireTensor.OfBytes("x", "INT32", [1], [0xFE, 0xFF, 0xFF, 0xFF]).Whole.Should().Equal(-2);
        WireTensor.OfBytes("x", "INT64", [1], [2, 1, 0, 0, 0, 0, 0, 0]).Whole.Should().Equal(258);
    }

    [Theory]
    [InlineData("FP16", new long[] { 1 })]
    [InlineData("", new long[] { 1 })]
    [InlineData("FP32", new long[] { -1 })]
    [InlineData("FP32", new[] { 1L << 40 })]
    [InlineData("FP32", new long[] { 1 << 30, 1 << 30, 1 << 30, 1 << 30 })]
    [InlineData("FP32", new long[] { 2 })]
    [InlineData("INT64", new long[] { 1 })]
    public void What_does_not_fit_is_refused(string datatype, long[] shape)
    {
        FluentActions.Invoking(() => WireTensor.OfBytes("x", datatype, shape, new byte[4])).Should().Throw<Refusal>();
        FluentActions.Invoking(() => WireTensor.OfJson("x", datatype, shape, Json("[0.5]"))).Should().Throw<Refusal>();
    }

    [Theory]
    [InlineData("\"1\"", "A number was expected, but there is a text.")]
    [InlineData("1e39", "A number was expected, but there is 1e39.")]
    [InlineData("true", "A number was expected, but there is true.")]
    [InlineData("{}", "A number was expected, but there is an object.")]
    public void A_number_is_a_number(string json, string sentence) =>
        FluentActions.Invoking(() => WireTensor.Number(Json(json))).Should().Throw<Refusal>().WithMessage(sentence);
}
