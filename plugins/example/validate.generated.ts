// @ts-nocheck Generated from rules/tables/example.schema.json by scripts/compile-schema.cjs. Do not edit.
import ucs2length from 'ajv/dist/runtime/ucs2length';
export const validate = validate10;
export default validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"example.yaml","description":"The metadata of a machine-learning example: what it is, what it needs, and how to run it.","type":"object","required":["name","capability","stability","presets"],"additionalProperties":false,"properties":{"name":{"description":"the name by which people run the example","type":"string","minLength":1,"examples":["object-detection-torchvision"]},"capability":{"description":"where the example belongs, as category and subcategory","type":"string","pattern":"^[a-z0-9]+(?:[_-][a-z0-9]+)*(?:/[a-z0-9]+(?:[_-][a-z0-9]+)*){1,3}$","examples":["perception/object_detection"],"errorMessage":"must be `<category>/<subcategory>` in lowercase, such as `perception/object_detection`"},"modalities":{"description":"the types of input and output","$ref":"#/definitions/words","examples":[["vision","text"]]},"datasets":{"description":"the datasets used","$ref":"#/definitions/words","examples":[["coco"]]},"stability":{"description":"how reliable the example is","type":"string","enum":["stable","experimental"],"examples":["experimental"]},"resources":{"description":"the hardware that the example needs","type":"object","additionalProperties":false,"examples":[{"gpu":1,"vram_gb":8,"disk_gb":10}],"properties":{"gpu":{"description":"the number of GPUs","$ref":"#/definitions/amount"},"gpu_count":{"description":"the number of GPUs, for deployment tools that read it instead of `gpu`","$ref":"#/definitions/amount"},"vram_gb":{"description":"the memory of one GPU in GB","$ref":"#/definitions/gpuMemory"},"disk_gb":{"description":"the disk space in GB","$ref":"#/definitions/amount"},"cpu_cores":{"description":"the number of CPU cores","$ref":"#/definitions/amount"},"ram_gb":{"description":"the main memory in GB","$ref":"#/definitions/amount"},"downloads":{"description":"the files to fetch before the build","type":"array","items":{"type":"object","required":["url","dest"],"properties":{"url":{"type":"string","minLength":1},"dest":{"type":"string","minLength":1}}}}}},"presets":{"description":"the commands that the example offers, by name","type":"object","examples":[{"build":{"script":"build.sh","description":"Build the Docker image"}}],"additionalProperties":{"$ref":"#/definitions/preset"}},"tags":{"description":"the words to find the example by","$ref":"#/definitions/words","examples":[["lora","fine-tuning"]]},"tasks":{"description":"the machine-learning tasks","$ref":"#/definitions/words","examples":[["object_detection"]]},"frameworks":{"description":"the frameworks used","$ref":"#/definitions/words","examples":[["pytorch"]]},"description":{"description":"what the example does, in a sentence","type":"string","minLength":1,"examples":["What the example does, in a sentence"]},"image":{"description":"the tag of the Docker image","type":"string","minLength":1},"license":{"description":"the license of the model or code, as an SPDX identifier","type":"string","minLength":1},"archived":{"description":"whether the example is kept for reference only","type":"boolean"},"verification":{"description":"when and how the example last worked","type":"object","properties":{"status":{"description":"the result","type":"string"},"last_verified":{"description":"the day of the verification","type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}$"},"last_verification_note":{"description":"what ran, on which hardware, and with which result","type":"string"},"peak_vram_mib":{"description":"the measured GPU memory in MiB, by mode"},"vram_poll_interval_ms":{"description":"the interval of that measurement in milliseconds","type":"integer","minimum":1}},"additionalProperties":false},"cog":{"description":"the settings of Cog, which runs the presets instead of scripts","type":"object","properties":{"enabled":{"type":"boolean"},"cache":{"type":"object"}},"additionalProperties":true},"runtime_profiles":{"description":"the images to choose from with `--runtime-profile`","type":"object"}},"definitions":{"words":{"type":"array","items":{"type":"string","minLength":1},"uniqueItems":true},"amount":{"anyOf":[{"type":"integer","minimum":0},{"type":"string","pattern":"^[0-9]{1,6}-[0-9]{1,6}$","errorMessage":"must be a whole number or a range such as `8-24`"}],"title":"a whole number or a range such as `8-24`"},"gpuMemory":{"anyOf":[{"type":"integer","minimum":0,"maximum":2048,"errorMessage":"must be a number of GB that a machine's GPUs can have, such as 24"},{"type":"string","pattern":"^[0-9]{1,4}-[0-9]{1,4}$","errorMessage":"must be a whole number or a range such as `8-24`"}],"title":"a whole number or a range such as `8-24`"},"preset":{"type":"object","required":["script"],"additionalProperties":false,"properties":{"script":{"description":"the file name of a Bash script beside the metadata","type":"string","pattern":"^[^\\s/]+$"},"description":{"description":"what the preset does","type":"string"},"docker":{"description":"`false` if the script needs no Docker","type":"boolean"},"command":{"description":"the command to run in the container, for runners that start it themselves","type":"string"},"path_args":{"description":"the arguments that are paths on the host","type":["array","object"]}}}}};
const schema12 = {"type":"array","items":{"type":"string","minLength":1},"uniqueItems":true};
const schema14 = {"anyOf":[{"type":"integer","minimum":0},{"type":"string","pattern":"^[0-9]{1,6}-[0-9]{1,6}$","errorMessage":"must be a whole number or a range such as `8-24`"}],"title":"a whole number or a range such as `8-24`"};
const schema16 = {"anyOf":[{"type":"integer","minimum":0,"maximum":2048,"errorMessage":"must be a number of GB that a machine's GPUs can have, such as 24"},{"type":"string","pattern":"^[0-9]{1,4}-[0-9]{1,4}$","errorMessage":"must be a whole number or a range such as `8-24`"}],"title":"a whole number or a range such as `8-24`"};
const schema20 = {"type":"object","required":["script"],"additionalProperties":false,"properties":{"script":{"description":"the file name of a Bash script beside the metadata","type":"string","pattern":"^[^\\s/]+$"},"description":{"description":"what the preset does","type":"string"},"docker":{"description":"`false` if the script needs no Docker","type":"boolean"},"command":{"description":"the command to run in the container, for runners that start it themselves","type":"string"},"path_args":{"description":"the arguments that are paths on the host","type":["array","object"]}}};
const func2 = Object.prototype.hasOwnProperty;
const func3 = ucs2length.default ?? ucs2length;
const pattern0 = new RegExp("^[a-z0-9]+(?:[_-][a-z0-9]+)*(?:/[a-z0-9]+(?:[_-][a-z0-9]+)*){1,3}$", "u");
const pattern1 = new RegExp("^[0-9]{1,6}-[0-9]{1,6}$", "u");
const pattern3 = new RegExp("^[0-9]{1,4}-[0-9]{1,4}$", "u");
const pattern7 = new RegExp("^[^\\s/]+$", "u");
const pattern8 = new RegExp("^\\d{4}-\\d{2}-\\d{2}$", "u");

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.capability === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "capability"},message:"must have required property '"+"capability"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.stability === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "stability"},message:"must have required property '"+"stability"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.presets === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "presets"},message:"must have required property '"+"presets"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema11.properties, key0))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(func3(data0) < 1){
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.name,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.name.type,parentSchema:schema11.properties.name,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.capability !== undefined){
let data1 = data.capability;
if(typeof data1 === "string"){
if(!pattern0.test(data1)){
const err7 = {instancePath:instancePath+"/capability",schemaPath:"#/properties/capability/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]+(?:[_-][a-z0-9]+)*(?:/[a-z0-9]+(?:[_-][a-z0-9]+)*){1,3}$"},message:"must match pattern \""+"^[a-z0-9]+(?:[_-][a-z0-9]+)*(?:/[a-z0-9]+(?:[_-][a-z0-9]+)*){1,3}$"+"\"",schema:"^[a-z0-9]+(?:[_-][a-z0-9]+)*(?:/[a-z0-9]+(?:[_-][a-z0-9]+)*){1,3}$",parentSchema:schema11.properties.capability,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/capability",schemaPath:"#/properties/capability/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.capability.type,parentSchema:schema11.properties.capability,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.modalities !== undefined){
let data2 = data.modalities;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(func3(data3) < 1){
const err9 = {instancePath:instancePath+"/modalities/" + i0,schemaPath:"#/definitions/words/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema12.items,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/modalities/" + i0,schemaPath:"#/definitions/words/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.items.type,parentSchema:schema12.items,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
let i1 = data2.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data2[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err11 = {instancePath:instancePath+"/modalities",schemaPath:"#/definitions/words/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err12 = {instancePath:instancePath+"/modalities",schemaPath:"#/definitions/words/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema12.type,parentSchema:schema12,data:data2};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.datasets !== undefined){
let data4 = data.datasets;
if(Array.isArray(data4)){
const len1 = data4.length;
for(let i2=0; i2<len1; i2++){
let data5 = data4[i2];
if(typeof data5 === "string"){
if(func3(data5) < 1){
const err13 = {instancePath:instancePath+"/datasets/" + i2,schemaPath:"#/definitions/words/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema12.items,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/datasets/" + i2,schemaPath:"#/definitions/words/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.items.type,parentSchema:schema12.items,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
let i3 = data4.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data4[i3];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
const err15 = {instancePath:instancePath+"/datasets",schemaPath:"#/definitions/words/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)",schema:true,parentSchema:schema12,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
break;
}
indices1[item1] = i3;
}
}
}
else {
const err16 = {instancePath:instancePath+"/datasets",schemaPath:"#/definitions/words/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema12.type,parentSchema:schema12,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.stability !== undefined){
let data6 = data.stability;
if(typeof data6 !== "string"){
const err17 = {instancePath:instancePath+"/stability",schemaPath:"#/properties/stability/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.stability.type,parentSchema:schema11.properties.stability,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!((data6 === "stable") || (data6 === "experimental"))){
const err18 = {instancePath:instancePath+"/stability",schemaPath:"#/properties/stability/enum",keyword:"enum",params:{allowedValues: schema11.properties.stability.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.stability.enum,parentSchema:schema11.properties.stability,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.resources !== undefined){
let data7 = data.resources;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key1 in data7){
if(!(((((((key1 === "gpu") || (key1 === "gpu_count")) || (key1 === "vram_gb")) || (key1 === "disk_gb")) || (key1 === "cpu_cores")) || (key1 === "ram_gb")) || (key1 === "downloads"))){
const err19 = {instancePath:instancePath+"/resources",schemaPath:"#/properties/resources/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.resources,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data7.gpu !== undefined){
let data8 = data7.gpu;
const _errs23 = errors;
let valid11 = false;
const _errs24 = errors;
if(!((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8)))){
const err20 = {instancePath:instancePath+"/resources/gpu",schemaPath:"#/definitions/amount/anyOf/0/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema14.anyOf[0].type,parentSchema:schema14.anyOf[0],data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(typeof data8 == "number"){
if(data8 < 0 || isNaN(data8)){
const err21 = {instancePath:instancePath+"/resources/gpu",schemaPath:"#/definitions/amount/anyOf/0/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema14.anyOf[0],data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
var _valid0 = _errs24 === errors;
valid11 = valid11 || _valid0;
if(!valid11){
const _errs26 = errors;
if(typeof data8 === "string"){
if(!pattern1.test(data8)){
const err22 = {instancePath:instancePath+"/resources/gpu",schemaPath:"#/definitions/amount/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}-[0-9]{1,6}$"},message:"must match pattern \""+"^[0-9]{1,6}-[0-9]{1,6}$"+"\"",schema:"^[0-9]{1,6}-[0-9]{1,6}$",parentSchema:schema14.anyOf[1],data:data8};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/resources/gpu",schemaPath:"#/definitions/amount/anyOf/1/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema14.anyOf[1].type,parentSchema:schema14.anyOf[1],data:data8};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
var _valid0 = _errs26 === errors;
valid11 = valid11 || _valid0;
}
if(!valid11){
const err24 = {instancePath:instancePath+"/resources/gpu",schemaPath:"#/definitions/amount/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema14.anyOf,parentSchema:schema14,data:data8};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
else {
errors = _errs23;
if(vErrors !== null){
if(_errs23){
vErrors.length = _errs23;
}
else {
vErrors = null;
}
}
}
}
if(data7.gpu_count !== undefined){
let data9 = data7.gpu_count;
const _errs30 = errors;
let valid13 = false;
const _errs31 = errors;
if(!((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9)))){
const err25 = {instancePath:instancePath+"/resources/gpu_count",schemaPath:"#/definitions/amount/anyOf/0/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema14.anyOf[0].type,parentSchema:schema14.anyOf[0],data:data9};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(typeof data9 == "number"){
if(data9 < 0 || isNaN(data9)){
const err26 = {instancePath:instancePath+"/resources/gpu_count",schemaPath:"#/definitions/amount/anyOf/0/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema14.anyOf[0],data:data9};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
var _valid1 = _errs31 === errors;
valid13 = valid13 || _valid1;
if(!valid13){
const _errs33 = errors;
if(typeof data9 === "string"){
if(!pattern1.test(data9)){
const err27 = {instancePath:instancePath+"/resources/gpu_count",schemaPath:"#/definitions/amount/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}-[0-9]{1,6}$"},message:"must match pattern \""+"^[0-9]{1,6}-[0-9]{1,6}$"+"\"",schema:"^[0-9]{1,6}-[0-9]{1,6}$",parentSchema:schema14.anyOf[1],data:data9};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/resources/gpu_count",schemaPath:"#/definitions/amount/anyOf/1/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema14.anyOf[1].type,parentSchema:schema14.anyOf[1],data:data9};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
var _valid1 = _errs33 === errors;
valid13 = valid13 || _valid1;
}
if(!valid13){
const err29 = {instancePath:instancePath+"/resources/gpu_count",schemaPath:"#/definitions/amount/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema14.anyOf,parentSchema:schema14,data:data9};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
else {
errors = _errs30;
if(vErrors !== null){
if(_errs30){
vErrors.length = _errs30;
}
else {
vErrors = null;
}
}
}
}
if(data7.vram_gb !== undefined){
let data10 = data7.vram_gb;
const _errs37 = errors;
let valid15 = false;
const _errs38 = errors;
if(!((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10)))){
const err30 = {instancePath:instancePath+"/resources/vram_gb",schemaPath:"#/definitions/gpuMemory/anyOf/0/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema16.anyOf[0].type,parentSchema:schema16.anyOf[0],data:data10};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(typeof data10 == "number"){
if(data10 > 2048 || isNaN(data10)){
const err31 = {instancePath:instancePath+"/resources/vram_gb",schemaPath:"#/definitions/gpuMemory/anyOf/0/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2048},message:"must be <= 2048",schema:2048,parentSchema:schema16.anyOf[0],data:data10};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data10 < 0 || isNaN(data10)){
const err32 = {instancePath:instancePath+"/resources/vram_gb",schemaPath:"#/definitions/gpuMemory/anyOf/0/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema16.anyOf[0],data:data10};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
var _valid2 = _errs38 === errors;
valid15 = valid15 || _valid2;
if(!valid15){
const _errs40 = errors;
if(typeof data10 === "string"){
if(!pattern3.test(data10)){
const err33 = {instancePath:instancePath+"/resources/vram_gb",schemaPath:"#/definitions/gpuMemory/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,4}-[0-9]{1,4}$"},message:"must match pattern \""+"^[0-9]{1,4}-[0-9]{1,4}$"+"\"",schema:"^[0-9]{1,4}-[0-9]{1,4}$",parentSchema:schema16.anyOf[1],data:data10};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/resources/vram_gb",schemaPath:"#/definitions/gpuMemory/anyOf/1/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.anyOf[1].type,parentSchema:schema16.anyOf[1],data:data10};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
var _valid2 = _errs40 === errors;
valid15 = valid15 || _valid2;
}
if(!valid15){
const err35 = {instancePath:instancePath+"/resources/vram_gb",schemaPath:"#/definitions/gpuMemory/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema16.anyOf,parentSchema:schema16,data:data10};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
else {
errors = _errs37;
if(vErrors !== null){
if(_errs37){
vErrors.length = _errs37;
}
else {
vErrors = null;
}
}
}
}
if(data7.disk_gb !== undefined){
let data11 = data7.disk_gb;
const _errs44 = errors;
let valid17 = false;
const _errs45 = errors;
if(!((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11)))){
const err36 = {instancePath:instancePath+"/resources/disk_gb",schemaPath:"#/definitions/amount/anyOf/0/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema14.anyOf[0].type,parentSchema:schema14.anyOf[0],data:data11};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(typeof data11 == "number"){
if(data11 < 0 || isNaN(data11)){
const err37 = {instancePath:instancePath+"/resources/disk_gb",schemaPath:"#/definitions/amount/anyOf/0/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema14.anyOf[0],data:data11};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
var _valid3 = _errs45 === errors;
valid17 = valid17 || _valid3;
if(!valid17){
const _errs47 = errors;
if(typeof data11 === "string"){
if(!pattern1.test(data11)){
const err38 = {instancePath:instancePath+"/resources/disk_gb",schemaPath:"#/definitions/amount/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}-[0-9]{1,6}$"},message:"must match pattern \""+"^[0-9]{1,6}-[0-9]{1,6}$"+"\"",schema:"^[0-9]{1,6}-[0-9]{1,6}$",parentSchema:schema14.anyOf[1],data:data11};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/resources/disk_gb",schemaPath:"#/definitions/amount/anyOf/1/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema14.anyOf[1].type,parentSchema:schema14.anyOf[1],data:data11};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
var _valid3 = _errs47 === errors;
valid17 = valid17 || _valid3;
}
if(!valid17){
const err40 = {instancePath:instancePath+"/resources/disk_gb",schemaPath:"#/definitions/amount/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema14.anyOf,parentSchema:schema14,data:data11};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
else {
errors = _errs44;
if(vErrors !== null){
if(_errs44){
vErrors.length = _errs44;
}
else {
vErrors = null;
}
}
}
}
if(data7.cpu_cores !== undefined){
let data12 = data7.cpu_cores;
const _errs51 = errors;
let valid19 = false;
const _errs52 = errors;
if(!((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12)))){
const err41 = {instancePath:instancePath+"/resources/cpu_cores",schemaPath:"#/definitions/amount/anyOf/0/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema14.anyOf[0].type,parentSchema:schema14.anyOf[0],data:data12};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(typeof data12 == "number"){
if(data12 < 0 || isNaN(data12)){
const err42 = {instancePath:instancePath+"/resources/cpu_cores",schemaPath:"#/definitions/amount/anyOf/0/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema14.anyOf[0],data:data12};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
var _valid4 = _errs52 === errors;
valid19 = valid19 || _valid4;
if(!valid19){
const _errs54 = errors;
if(typeof data12 === "string"){
if(!pattern1.test(data12)){
const err43 = {instancePath:instancePath+"/resources/cpu_cores",schemaPath:"#/definitions/amount/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}-[0-9]{1,6}$"},message:"must match pattern \""+"^[0-9]{1,6}-[0-9]{1,6}$"+"\"",schema:"^[0-9]{1,6}-[0-9]{1,6}$",parentSchema:schema14.anyOf[1],data:data12};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/resources/cpu_cores",schemaPath:"#/definitions/amount/anyOf/1/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema14.anyOf[1].type,parentSchema:schema14.anyOf[1],data:data12};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
var _valid4 = _errs54 === errors;
valid19 = valid19 || _valid4;
}
if(!valid19){
const err45 = {instancePath:instancePath+"/resources/cpu_cores",schemaPath:"#/definitions/amount/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema14.anyOf,parentSchema:schema14,data:data12};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
else {
errors = _errs51;
if(vErrors !== null){
if(_errs51){
vErrors.length = _errs51;
}
else {
vErrors = null;
}
}
}
}
if(data7.ram_gb !== undefined){
let data13 = data7.ram_gb;
const _errs58 = errors;
let valid21 = false;
const _errs59 = errors;
if(!((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13)))){
const err46 = {instancePath:instancePath+"/resources/ram_gb",schemaPath:"#/definitions/amount/anyOf/0/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema14.anyOf[0].type,parentSchema:schema14.anyOf[0],data:data13};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(typeof data13 == "number"){
if(data13 < 0 || isNaN(data13)){
const err47 = {instancePath:instancePath+"/resources/ram_gb",schemaPath:"#/definitions/amount/anyOf/0/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema14.anyOf[0],data:data13};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
var _valid5 = _errs59 === errors;
valid21 = valid21 || _valid5;
if(!valid21){
const _errs61 = errors;
if(typeof data13 === "string"){
if(!pattern1.test(data13)){
const err48 = {instancePath:instancePath+"/resources/ram_gb",schemaPath:"#/definitions/amount/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}-[0-9]{1,6}$"},message:"must match pattern \""+"^[0-9]{1,6}-[0-9]{1,6}$"+"\"",schema:"^[0-9]{1,6}-[0-9]{1,6}$",parentSchema:schema14.anyOf[1],data:data13};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
else {
const err49 = {instancePath:instancePath+"/resources/ram_gb",schemaPath:"#/definitions/amount/anyOf/1/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema14.anyOf[1].type,parentSchema:schema14.anyOf[1],data:data13};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
var _valid5 = _errs61 === errors;
valid21 = valid21 || _valid5;
}
if(!valid21){
const err50 = {instancePath:instancePath+"/resources/ram_gb",schemaPath:"#/definitions/amount/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema14.anyOf,parentSchema:schema14,data:data13};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
else {
errors = _errs58;
if(vErrors !== null){
if(_errs58){
vErrors.length = _errs58;
}
else {
vErrors = null;
}
}
}
}
if(data7.downloads !== undefined){
let data14 = data7.downloads;
if(Array.isArray(data14)){
const len2 = data14.length;
for(let i4=0; i4<len2; i4++){
let data15 = data14[i4];
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.url === undefined){
const err51 = {instancePath:instancePath+"/resources/downloads/" + i4,schemaPath:"#/properties/resources/properties/downloads/items/required",keyword:"required",params:{missingProperty: "url"},message:"must have required property '"+"url"+"'",schema:schema11.properties.resources.properties.downloads.items.required,parentSchema:schema11.properties.resources.properties.downloads.items,data:data15};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data15.dest === undefined){
const err52 = {instancePath:instancePath+"/resources/downloads/" + i4,schemaPath:"#/properties/resources/properties/downloads/items/required",keyword:"required",params:{missingProperty: "dest"},message:"must have required property '"+"dest"+"'",schema:schema11.properties.resources.properties.downloads.items.required,parentSchema:schema11.properties.resources.properties.downloads.items,data:data15};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data15.url !== undefined){
let data16 = data15.url;
if(typeof data16 === "string"){
if(func3(data16) < 1){
const err53 = {instancePath:instancePath+"/resources/downloads/" + i4+"/url",schemaPath:"#/properties/resources/properties/downloads/items/properties/url/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.resources.properties.downloads.items.properties.url,data:data16};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/resources/downloads/" + i4+"/url",schemaPath:"#/properties/resources/properties/downloads/items/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.resources.properties.downloads.items.properties.url.type,parentSchema:schema11.properties.resources.properties.downloads.items.properties.url,data:data16};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data15.dest !== undefined){
let data17 = data15.dest;
if(typeof data17 === "string"){
if(func3(data17) < 1){
const err55 = {instancePath:instancePath+"/resources/downloads/" + i4+"/dest",schemaPath:"#/properties/resources/properties/downloads/items/properties/dest/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.resources.properties.downloads.items.properties.dest,data:data17};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
else {
const err56 = {instancePath:instancePath+"/resources/downloads/" + i4+"/dest",schemaPath:"#/properties/resources/properties/downloads/items/properties/dest/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.resources.properties.downloads.items.properties.dest.type,parentSchema:schema11.properties.resources.properties.downloads.items.properties.dest,data:data17};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
else {
const err57 = {instancePath:instancePath+"/resources/downloads/" + i4,schemaPath:"#/properties/resources/properties/downloads/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.resources.properties.downloads.items.type,parentSchema:schema11.properties.resources.properties.downloads.items,data:data15};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
else {
const err58 = {instancePath:instancePath+"/resources/downloads",schemaPath:"#/properties/resources/properties/downloads/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.resources.properties.downloads.type,parentSchema:schema11.properties.resources.properties.downloads,data:data14};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
else {
const err59 = {instancePath:instancePath+"/resources",schemaPath:"#/properties/resources/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.resources.type,parentSchema:schema11.properties.resources,data:data7};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data.presets !== undefined){
let data18 = data.presets;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
for(const key2 in data18){
let data19 = data18[key2];
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.script === undefined){
const err60 = {instancePath:instancePath+"/presets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/preset/required",keyword:"required",params:{missingProperty: "script"},message:"must have required property '"+"script"+"'",schema:schema20.required,parentSchema:schema20,data:data19};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
for(const key3 in data19){
if(!(((((key3 === "script") || (key3 === "description")) || (key3 === "docker")) || (key3 === "command")) || (key3 === "path_args"))){
const err61 = {instancePath:instancePath+"/presets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/preset/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema20,data:data19};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data19.script !== undefined){
let data20 = data19.script;
if(typeof data20 === "string"){
if(!pattern7.test(data20)){
const err62 = {instancePath:instancePath+"/presets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/script",schemaPath:"#/definitions/preset/properties/script/pattern",keyword:"pattern",params:{pattern: "^[^\\s/]+$"},message:"must match pattern \""+"^[^\\s/]+$"+"\"",schema:"^[^\\s/]+$",parentSchema:schema20.properties.script,data:data20};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
else {
const err63 = {instancePath:instancePath+"/presets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/script",schemaPath:"#/definitions/preset/properties/script/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.script.type,parentSchema:schema20.properties.script,data:data20};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data19.description !== undefined){
let data21 = data19.description;
if(typeof data21 !== "string"){
const err64 = {instancePath:instancePath+"/presets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/description",schemaPath:"#/definitions/preset/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.description.type,parentSchema:schema20.properties.description,data:data21};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data19.docker !== undefined){
let data22 = data19.docker;
if(typeof data22 !== "boolean"){
const err65 = {instancePath:instancePath+"/presets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/docker",schemaPath:"#/definitions/preset/properties/docker/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema20.properties.docker.type,parentSchema:schema20.properties.docker,data:data22};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data19.command !== undefined){
let data23 = data19.command;
if(typeof data23 !== "string"){
const err66 = {instancePath:instancePath+"/presets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/command",schemaPath:"#/definitions/preset/properties/command/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.command.type,parentSchema:schema20.properties.command,data:data23};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data19.path_args !== undefined){
let data24 = data19.path_args;
if(!data24 || typeof data24 != "object"){
const err67 = {instancePath:instancePath+"/presets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/path_args",schemaPath:"#/definitions/preset/properties/path_args/type",keyword:"type",params:{type: schema20.properties.path_args.type},message:"must be array,object",schema:schema20.properties.path_args.type,parentSchema:schema20.properties.path_args,data:data24};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
else {
const err68 = {instancePath:instancePath+"/presets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/preset/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema20.type,parentSchema:schema20,data:data19};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
else {
const err69 = {instancePath:instancePath+"/presets",schemaPath:"#/properties/presets/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.presets.type,parentSchema:schema11.properties.presets,data:data18};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data.tags !== undefined){
let data25 = data.tags;
if(Array.isArray(data25)){
const len3 = data25.length;
for(let i5=0; i5<len3; i5++){
let data26 = data25[i5];
if(typeof data26 === "string"){
if(func3(data26) < 1){
const err70 = {instancePath:instancePath+"/tags/" + i5,schemaPath:"#/definitions/words/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema12.items,data:data26};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
else {
const err71 = {instancePath:instancePath+"/tags/" + i5,schemaPath:"#/definitions/words/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.items.type,parentSchema:schema12.items,data:data26};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
let i6 = data25.length;
let j2;
if(i6 > 1){
const indices2 = {};
for(;i6--;){
let item2 = data25[i6];
if(typeof item2 !== "string"){
continue;
}
if(typeof indices2[item2] == "number"){
j2 = indices2[item2];
const err72 = {instancePath:instancePath+"/tags",schemaPath:"#/definitions/words/uniqueItems",keyword:"uniqueItems",params:{i: i6, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i6+" are identical)",schema:true,parentSchema:schema12,data:data25};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
break;
}
indices2[item2] = i6;
}
}
}
else {
const err73 = {instancePath:instancePath+"/tags",schemaPath:"#/definitions/words/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema12.type,parentSchema:schema12,data:data25};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data.tasks !== undefined){
let data27 = data.tasks;
if(Array.isArray(data27)){
const len4 = data27.length;
for(let i7=0; i7<len4; i7++){
let data28 = data27[i7];
if(typeof data28 === "string"){
if(func3(data28) < 1){
const err74 = {instancePath:instancePath+"/tasks/" + i7,schemaPath:"#/definitions/words/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema12.items,data:data28};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
else {
const err75 = {instancePath:instancePath+"/tasks/" + i7,schemaPath:"#/definitions/words/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.items.type,parentSchema:schema12.items,data:data28};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
let i8 = data27.length;
let j3;
if(i8 > 1){
const indices3 = {};
for(;i8--;){
let item3 = data27[i8];
if(typeof item3 !== "string"){
continue;
}
if(typeof indices3[item3] == "number"){
j3 = indices3[item3];
const err76 = {instancePath:instancePath+"/tasks",schemaPath:"#/definitions/words/uniqueItems",keyword:"uniqueItems",params:{i: i8, j: j3},message:"must NOT have duplicate items (items ## "+j3+" and "+i8+" are identical)",schema:true,parentSchema:schema12,data:data27};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
break;
}
indices3[item3] = i8;
}
}
}
else {
const err77 = {instancePath:instancePath+"/tasks",schemaPath:"#/definitions/words/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema12.type,parentSchema:schema12,data:data27};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data.frameworks !== undefined){
let data29 = data.frameworks;
if(Array.isArray(data29)){
const len5 = data29.length;
for(let i9=0; i9<len5; i9++){
let data30 = data29[i9];
if(typeof data30 === "string"){
if(func3(data30) < 1){
const err78 = {instancePath:instancePath+"/frameworks/" + i9,schemaPath:"#/definitions/words/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema12.items,data:data30};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
else {
const err79 = {instancePath:instancePath+"/frameworks/" + i9,schemaPath:"#/definitions/words/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.items.type,parentSchema:schema12.items,data:data30};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
let i10 = data29.length;
let j4;
if(i10 > 1){
const indices4 = {};
for(;i10--;){
let item4 = data29[i10];
if(typeof item4 !== "string"){
continue;
}
if(typeof indices4[item4] == "number"){
j4 = indices4[item4];
const err80 = {instancePath:instancePath+"/frameworks",schemaPath:"#/definitions/words/uniqueItems",keyword:"uniqueItems",params:{i: i10, j: j4},message:"must NOT have duplicate items (items ## "+j4+" and "+i10+" are identical)",schema:true,parentSchema:schema12,data:data29};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
break;
}
indices4[item4] = i10;
}
}
}
else {
const err81 = {instancePath:instancePath+"/frameworks",schemaPath:"#/definitions/words/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema12.type,parentSchema:schema12,data:data29};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data.description !== undefined){
let data31 = data.description;
if(typeof data31 === "string"){
if(func3(data31) < 1){
const err82 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.description,data:data31};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
else {
const err83 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.description.type,parentSchema:schema11.properties.description,data:data31};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data.image !== undefined){
let data32 = data.image;
if(typeof data32 === "string"){
if(func3(data32) < 1){
const err84 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.image,data:data32};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
else {
const err85 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.image.type,parentSchema:schema11.properties.image,data:data32};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data.license !== undefined){
let data33 = data.license;
if(typeof data33 === "string"){
if(func3(data33) < 1){
const err86 = {instancePath:instancePath+"/license",schemaPath:"#/properties/license/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.license,data:data33};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
else {
const err87 = {instancePath:instancePath+"/license",schemaPath:"#/properties/license/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.license.type,parentSchema:schema11.properties.license,data:data33};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data.archived !== undefined){
let data34 = data.archived;
if(typeof data34 !== "boolean"){
const err88 = {instancePath:instancePath+"/archived",schemaPath:"#/properties/archived/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.archived.type,parentSchema:schema11.properties.archived,data:data34};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data.verification !== undefined){
let data35 = data.verification;
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
for(const key4 in data35){
if(!(((((key4 === "status") || (key4 === "last_verified")) || (key4 === "last_verification_note")) || (key4 === "peak_vram_mib")) || (key4 === "vram_poll_interval_ms"))){
const err89 = {instancePath:instancePath+"/verification",schemaPath:"#/properties/verification/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.verification,data:data35};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data35.status !== undefined){
let data36 = data35.status;
if(typeof data36 !== "string"){
const err90 = {instancePath:instancePath+"/verification/status",schemaPath:"#/properties/verification/properties/status/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.verification.properties.status.type,parentSchema:schema11.properties.verification.properties.status,data:data36};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data35.last_verified !== undefined){
let data37 = data35.last_verified;
if(typeof data37 === "string"){
if(!pattern8.test(data37)){
const err91 = {instancePath:instancePath+"/verification/last_verified",schemaPath:"#/properties/verification/properties/last_verified/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}$"+"\"",schema:"^\\d{4}-\\d{2}-\\d{2}$",parentSchema:schema11.properties.verification.properties.last_verified,data:data37};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
else {
const err92 = {instancePath:instancePath+"/verification/last_verified",schemaPath:"#/properties/verification/properties/last_verified/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.verification.properties.last_verified.type,parentSchema:schema11.properties.verification.properties.last_verified,data:data37};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data35.last_verification_note !== undefined){
let data38 = data35.last_verification_note;
if(typeof data38 !== "string"){
const err93 = {instancePath:instancePath+"/verification/last_verification_note",schemaPath:"#/properties/verification/properties/last_verification_note/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.verification.properties.last_verification_note.type,parentSchema:schema11.properties.verification.properties.last_verification_note,data:data38};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data35.vram_poll_interval_ms !== undefined){
let data39 = data35.vram_poll_interval_ms;
if(!((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39)))){
const err94 = {instancePath:instancePath+"/verification/vram_poll_interval_ms",schemaPath:"#/properties/verification/properties/vram_poll_interval_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema11.properties.verification.properties.vram_poll_interval_ms.type,parentSchema:schema11.properties.verification.properties.vram_poll_interval_ms,data:data39};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
if(typeof data39 == "number"){
if(data39 < 1 || isNaN(data39)){
const err95 = {instancePath:instancePath+"/verification/vram_poll_interval_ms",schemaPath:"#/properties/verification/properties/vram_poll_interval_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema11.properties.verification.properties.vram_poll_interval_ms,data:data39};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
}
}
else {
const err96 = {instancePath:instancePath+"/verification",schemaPath:"#/properties/verification/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.verification.type,parentSchema:schema11.properties.verification,data:data35};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data.cog !== undefined){
let data40 = data.cog;
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
if(data40.enabled !== undefined){
let data41 = data40.enabled;
if(typeof data41 !== "boolean"){
const err97 = {instancePath:instancePath+"/cog/enabled",schemaPath:"#/properties/cog/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.cog.properties.enabled.type,parentSchema:schema11.properties.cog.properties.enabled,data:data41};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data40.cache !== undefined){
let data42 = data40.cache;
if(!(data42 && typeof data42 == "object" && !Array.isArray(data42))){
const err98 = {instancePath:instancePath+"/cog/cache",schemaPath:"#/properties/cog/properties/cache/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.cog.properties.cache.type,parentSchema:schema11.properties.cog.properties.cache,data:data42};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
else {
const err99 = {instancePath:instancePath+"/cog",schemaPath:"#/properties/cog/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.cog.type,parentSchema:schema11.properties.cog,data:data40};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data.runtime_profiles !== undefined){
let data43 = data.runtime_profiles;
if(!(data43 && typeof data43 == "object" && !Array.isArray(data43))){
const err100 = {instancePath:instancePath+"/runtime_profiles",schemaPath:"#/properties/runtime_profiles/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.runtime_profiles.type,parentSchema:schema11.properties.runtime_profiles,data:data43};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
}
else {
const err101 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}
export const schema = schema11;
